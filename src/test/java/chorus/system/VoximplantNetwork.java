package chorus.system;

import chorus.TestServer;
import chorus.fake.Sounds;
import chorus.fake.voximplant.Answering;
import chorus.fake.voximplant.Person;
import chorus.fake.voximplant.Person.State;
import chorus.fake.voximplant.VoximplantHouse;
import java.time.Duration;
import java.util.UUID;

/// An account at Voximplant, whose cloud runs the scenario that we install.
final class VoximplantNetwork implements PhoneNetwork {
    private static final String BUSY = "+12025550172";

    private final VoximplantHouse house = VoximplantHouse.open();

    VoximplantNetwork() {
        house.cloud().answering(BUSY, Answering.busy());
    }

    @Override
    public TestServer server() {
        return house.server();
    }

    @Override
    public UUID number(String agentId) {
        return house.numberFor(agentId, "");
    }

    @Override
    public Party rings() {
        return new Someone(house.rings());
    }

    @Override
    public Party friend() {
        return new Someone(house.cloud().called(FRIEND));
    }

    @Override
    public String busy() {
        return BUSY;
    }

    @Override
    public void close() {
        house.close();
    }

    private record Someone(Person person) implements Party {
        @Override
        public void speaks() {
            person.await(State.TALKING).says(Sounds.tone(440, Duration.ofMillis(500)));
        }

        @Override
        public void presses(String keys) {
            person.presses(keys);
        }

        @Override
        public byte[] heard() {
            return person.heard();
        }

        @Override
        public void hangsUp() {
            person.hangsUp();
        }

        @Override
        public boolean isGone() {
            return person.state() == State.OVER;
        }
    }
}
