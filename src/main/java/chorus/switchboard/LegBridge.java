package chorus.switchboard;

import chorus.audio.Frame;
import chorus.call.EndReason;
import chorus.provider.Leg;
import java.util.concurrent.CompletableFuture;

/// Passes sound and keys between two phone legs on one media loop, until either ends.
final class LegBridge {
    /// Who hung up.
    enum Side {
        FIRST,
        SECOND
    }

    /// @param reason the leg's own word for its end
    record End(Side side, EndReason reason) {}

    private LegBridge() {}

    static CompletableFuture<End> join(Leg first, Leg second) {
        var end = new CompletableFuture<End>();
        first.onLoop(() -> {
            first.stopPlaying();
            second.stopPlaying();
            second.listen(new Towards(first, Side.SECOND, end));
            first.listen(new Towards(second, Side.FIRST, end));
        });
        return end;
    }

    private record Towards(Leg other, Side from, CompletableFuture<End> end) implements Leg.Listener {
        @Override
        public void heard(Frame frame) {
            other.play(frame);
        }

        @Override
        public void pressed(char digit) {
            other.sendDigits(String.valueOf(digit));
        }

        /// The other side hears what the holding one sends, its music or nothing.
        @Override
        public void held(boolean sounds) {}

        @Override
        public void resumed() {}

        @Override
        public void reached(String mark, long heardMillis, boolean played) {
            // Marks were the agent's, and it is gone.
        }

        @Override
        public void ended(EndReason reason) {
            end.complete(new End(from, reason));
        }
    }
}
