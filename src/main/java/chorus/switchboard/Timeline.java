package chorus.switchboard;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.SpeechDetector;
import chorus.call.Moment;
import chorus.call.Moment.Kind;
import chorus.call.Talk;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Draws up who spoke when in one call. Speech is told by the media loop, frame by frame, without a lock; whatever is
/// found
/// there, and what others tell, is added under one, some times a turn.
///
/// The agent's sound comes ahead of its time, and is heard when all before it was: the clock of what waits is kept
/// here.
final class Timeline {
    private static final int MOST = 500;

    private final long beganNanos;
    private final SpeechDetector caller = new SpeechDetector((from, to) -> add(Kind.CALLER_SPOKE, from, to, ""));
    private final SpeechDetector agent = new SpeechDetector((from, to) -> add(Kind.AGENT_SPOKE, from, to, ""));
    private final List<Moment> moments = new ArrayList<>();
    private int omitted;
    /// When the agent's next sound is heard. Owned by the media loop.
    private long agentAt;

    /// @param began when the call did
    Timeline(Instant began, Clock clock) {
        this.beganNanos =
                System.nanoTime() - Duration.between(began, clock.instant()).toNanos();
    }

    void heard(Frame frame) {
        if (frame.format() == AudioFormat.PCMU) {
            caller.hear(frame, now());
        }
    }

    void said(Frame frame) {
        agentAt = Math.max(agentAt, now());
        agent.hear(frame, agentAt);
        agentAt += frame.length() / AudioFormat.BYTES_PER_MS;
    }

    /// What the agent said and was not heard yet will not be.
    void cleared() {
        var now = now();
        agent.cut(now);
        agentAt = now;
        cutAgent(now);
        add(Kind.CLEAR);
    }

    /// Ends what is under way; the media loop says no more.
    void over() {
        var now = now();
        caller.cut(now);
        agent.cut(now);
        cutAgent(now);
    }

    void add(Kind kind) {
        add(kind, "");
    }

    void add(Kind kind, String detail) {
        var now = now();
        add(kind, now, now, detail);
    }

    synchronized Talk talk() {
        return new Talk(moments, omitted);
    }

    private synchronized void add(Kind kind, long from, long to, String detail) {
        if (to < from) {
            return;
        }
        if (moments.size() < MOST) {
            moments.add(new Moment(kind, from, to, detail));
        } else {
            omitted++;
        }
    }

    private synchronized void cutAgent(long now) {
        moments.removeIf(moment -> moment.kind() == Kind.AGENT_SPOKE && moment.atMillis() >= now);
        moments.replaceAll(moment -> moment.kind() == Kind.AGENT_SPOKE && moment.untilMillis() > now
                ? new Moment(moment.kind(), moment.atMillis(), now, moment.detail())
                : moment);
    }

    private long now() {
        return (System.nanoTime() - beganNanos) / 1_000_000;
    }
}
