package chorus.provider;

import chorus.phonebook.Preflight.Step;
import chorus.phonebook.Preflight.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// The steps of a preflight as they are taken, each with the time since the one before.
public final class Checklist {
    private static final int LONGEST = 500;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LongSupplier nanoTime;
    private final List<Step> steps = new ArrayList<>();
    private long since;

    public Checklist(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    public void passed(String check, String found) {
        add(check, Verdict.PASSED, found, "");
    }

    /// @param change the one thing to change
    public void failed(String check, String found, String change) {
        add(check, Verdict.FAILED, found, change);
    }

    public void skipped(String check, String why) {
        add(check, Verdict.SKIPPED, why, "");
    }

    public List<Step> steps() {
        return List.copyOf(steps);
    }

    private void add(String check, Verdict verdict, String found, String change) {
        var now = nanoTime.getAsLong();
        steps.add(new Step(check, verdict, shortened(found), change, (now - since) / NANOS_PER_MILLI));
        since = now;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
