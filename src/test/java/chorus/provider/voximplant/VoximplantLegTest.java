package chorus.provider.voximplant;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.audio.Frame;
import chorus.call.EndReason;
import chorus.provider.Leg;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VoximplantLegTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final CallStage stage = new CallStage(channel.eventLoop(), _ -> {});

    @AfterEach
    void close() {
        var _ = channel.close();
        stage.close();
    }

    @Test
    void anEndBeforeAnybodyListensIsToldToWhoeverListensThen() {
        var call = stage.call();
        var socket = new MediaSocket(
                channel, new AwaitedStream(stage.installation.id(), channel.eventLoop()), Duration.ZERO);
        var leg = new VoximplantLeg(call, socket, EndReason.CALLEE_HUNG_UP);
        call.ended(new VoximplantCall.End(false, 0, "hung_up", 1, Optional.empty()));
        channel.runPendingTasks();
        var ear = new Ear(new ArrayList<>());
        leg.listen(ear);
        channel.runPendingTasks();
        assertThat(ear.ends()).containsExactly(EndReason.CALLEE_HUNG_UP);
    }

    private record Ear(List<EndReason> ends) implements Leg.Listener {
        @Override
        public void heard(Frame frame) {}

        @Override
        public void pressed(char digit) {}

        @Override
        public void held(boolean sounds) {}

        @Override
        public void resumed() {}

        @Override
        public void reached(String mark, long heardMillis, boolean played) {}

        @Override
        public void ended(EndReason reason) {
            ends.add(reason);
        }
    }
}
