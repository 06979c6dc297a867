package chorus.system;

import chorus.TestServer;
import chorus.fake.Patience;
import chorus.fake.Sounds;
import chorus.fake.twilio.Callee;
import chorus.fake.twilio.CloudCall;
import chorus.fake.twilio.TwilioHouse;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/// An account at Twilio.
final class TwilioNetwork implements PhoneNetwork {
    private static final String BUSY = "+12025550172";

    private final TwilioHouse house = TwilioHouse.open();

    TwilioNetwork() {
        house.cloud().callee(BUSY, Callee.busy());
    }

    @Override
    public TestServer server() {
        return house.server();
    }

    @Override
    public UUID number(String agentId) {
        return house.numberFor(agentId);
    }

    @Override
    public Party rings() {
        return new Caller(house.rings());
    }

    @Override
    public Party friend() {
        Patience.until("a call at Twilio", () -> !house.cloud().calls().isEmpty());
        return new Caller(house.cloud().calls().getFirst());
    }

    @Override
    public String busy() {
        return BUSY;
    }

    @Override
    public void close() {
        house.close();
    }

    private record Caller(CloudCall call) implements Party {
        private static final Set<String> RUNNING = Set.of("queued", "ringing", "in-progress");

        @Override
        public void speaks() {
            call.stream().says(Sounds.tone(440, Duration.ofMillis(500)));
        }

        @Override
        public void presses(String keys) {
            call.stream().presses(keys);
        }

        @Override
        public byte[] heard() {
            return call.streams().isEmpty() ? new byte[0] : call.stream().heard();
        }

        @Override
        public void hangsUp() {
            call.hangsUp();
        }

        @Override
        public boolean isGone() {
            return !RUNNING.contains(call.status());
        }
    }
}
