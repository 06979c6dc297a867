package chorus.provider.sip;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.Goertzel;
import chorus.audio.Tones;
import chorus.call.DecisionTrace;
import chorus.call.EndReason;
import chorus.phonebook.PhoneNumber;
import chorus.provider.Checklist;
import chorus.provider.Dialling;
import chorus.provider.Leg;
import chorus.provider.OutgoingCall;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/// A call to an extension that sends back what it hears: a tone out and in, a key out and in.
final class LoopCall {
    static final String CHECK = "call that comes back";

    private static final AudioFormat SPOKEN = AudioFormat.PCMU;
    private static final double HERTZ = 440;
    private static final int TONE_MILLIS = 2_000;
    private static final int LOUDNESS = 8_000;
    private static final int PATIENCE_SECONDS = 5;
    private static final char KEY = '5';

    private final Function<Dialling, SipOutgoingCall> calls;
    private final PhoneNumber number;
    private final String to;
    private final Predicate<String> mayReach;
    private final Checklist list;

    /// @param mayReach whether a user that the far side leads the call on to may be called
    LoopCall(
            Function<Dialling, SipOutgoingCall> calls,
            PhoneNumber number,
            String to,
            Predicate<String> mayReach,
            Checklist list) {
        this.mayReach = mayReach;
        this.calls = calls;
        this.number = number;
        this.to = to;
        this.list = list;
    }

    void run() {
        var id = UUID.randomUUID();
        var sid = "CA" + id.toString().replace("-", "");
        var dialling = new Dialling(
                id, sid, number, to, Map.of(), new DecisionTrace(Clock.systemUTC()), false, mayReach, Optional.empty());
        switch (calls.apply(dialling).dial(SPOKEN, () -> {})) {
            case OutgoingCall.Outcome.NotAnswered(var ending, var detail, var _) ->
                list.failed(
                        CHECK,
                        detail.isEmpty() ? ending.sentence() : detail,
                        "Name an extension of the far side that answers and sends back what it hears.");
            case OutgoingCall.Outcome.Answered(var leg, var _) -> {
                try {
                    list.passed(CHECK, "Answered: " + leg.agreed() + ".");
                    listen(leg);
                    new SessionCheck((SipLeg) leg, list).run(); // A SIP call has no other.
                } finally {
                    leg.hangUp();
                }
            }
        }
    }

    private void listen(Leg leg) {
        var ear = new Ear();
        leg.onLoop(() -> {
            leg.listen(ear);
            var tone = Tones.sine(SPOKEN, HERTZ, TONE_MILLIS, LOUDNESS);
            leg.play(new Frame().over(SPOKEN, tone, 0, tone.length));
        });
        heard(
                ear.tone,
                "sound out and in",
                "The tone we sent came back.",
                "The tone of " + HERTZ + " Hz that we sent did not come back: " + leg.mediaSummary() + ".",
                "Open the UDP ports of CHORUS_RTP_PORTS both ways, and set CHORUS_PUBLIC_IP where a NAT stands in"
                        + " between.");
        leg.onLoop(() -> leg.sendDigits(String.valueOf(KEY)));
        heard(
                ear.key,
                "keys out and in",
                "The key " + KEY + " came back.",
                "The key " + KEY + " that we pressed did not come back.",
                "Set the far side's DTMF mode to RFC 4733 (telephone-event); an echo that repeats only sound cannot"
                        + " show keys.");
    }

    private void heard(CountDownLatch what, String check, String found, String missed, String change) {
        try {
            if (what.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                list.passed(check, found);
            } else {
                list.failed(check, missed, change);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            list.skipped(check, "The server is being stopped.");
        }
    }

    /// Hears the tone and the key. Lives on the call's media loop.
    private static final class Ear implements Leg.Listener {
        private static final int FRAMES_OF_TONE = 10;

        private final CountDownLatch tone = new CountDownLatch(FRAMES_OF_TONE);
        private final CountDownLatch key = new CountDownLatch(1);

        @Override
        public void heard(Frame frame) {
            if (Goertzel.isTone(frame, HERTZ)) {
                tone.countDown();
            }
        }

        @Override
        public void pressed(char digit) {
            if (digit == KEY) {
                key.countDown();
            }
        }

        @Override
        public void held(boolean sounds) {}

        @Override
        public void resumed() {}

        @Override
        public void reached(String mark, long heardMillis, boolean played) {}

        @Override
        public void ended(EndReason reason) {}
    }
}
