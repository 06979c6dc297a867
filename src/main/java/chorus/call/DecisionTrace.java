package chorus.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The story of a call's decisions, written by the code that decides, readable aloud.
///
/// Bounded: a call that goes on for long cannot grow it without end. Safe to write from any thread.
public final class DecisionTrace {
    private static final int MAX_STEPS = 200;

    /// Kept free for how a call ends.
    private static final int MAX_CONCLUDING_STEPS = 10;
    private static final int MAX_TEXT = 500;

    private final Clock clock;
    private final Instant began;
    private final List<Step> steps = new ArrayList<>();

    public DecisionTrace(Clock clock) {
        this.clock = clock;
        this.began = clock.instant();
    }

    /// When the call arrived.
    public Instant began() {
        return began;
    }

    public void passed(String check, String against, String found) {
        add(check, against, found, Step.Verdict.PASSED);
    }

    public void refused(String check, String against, String found) {
        add(check, against, found, Step.Verdict.REFUSED);
    }

    public void noted(String what, String found) {
        add(what, "", found, Step.Verdict.NOTED);
    }

    /// A step of the call's end, for which there is always room.
    public void concluded(String what, String found) {
        add(what, "", found, Step.Verdict.NOTED, MAX_STEPS + MAX_CONCLUDING_STEPS);
    }

    public synchronized List<Step> steps() {
        return List.copyOf(steps);
    }

    private void add(String check, String against, String found, Step.Verdict verdict) {
        add(check, against, found, verdict, MAX_STEPS);
    }

    private synchronized void add(String check, String against, String found, Step.Verdict verdict, int room) {
        if (steps.size() < room) {
            var at = Duration.between(began, clock.instant()).toMillis();
            steps.add(new Step(at, check, shortened(against), shortened(found), verdict));
        }
    }

    private static String shortened(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }
}
