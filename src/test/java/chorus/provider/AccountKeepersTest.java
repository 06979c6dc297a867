package chorus.provider;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.LineHistories;
import chorus.phonebook.LineStatus.Change;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk;
import chorus.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// What becomes of an order to repair a line while its account is busy.
class AccountKeepersTest {
    private static final PhoneNumber NUMBER = new PhoneNumber(
            UUID.randomUUID(),
            UUID.randomUUID(),
            Optional.empty(),
            "+12025550100",
            new Trunk.Twilio("AC" + "a".repeat(32), Secret.of("token")),
            Optional.empty(),
            Map.of(),
            Instant.EPOCH,
            Instant.EPOCH);

    private final CountDownLatch looking = new CountDownLatch(1);
    private final CountDownLatch seen = new CountDownLatch(1);

    @Test
    void tellsThatALineWasNotRepairedWhoseTurnDidNotCome() throws InterruptedException {
        try (var journal = new LineJournal(new Forgetful());
                var keepers =
                        new AccountKeepers(new Slow(), new Lanes(), Rhythm.standard(), Clock.systemUTC(), journal)) {
            keepers.attach(List.of(NUMBER), Map.of());
            looking.await();
            assertThat(keepers.repair(NUMBER.id(), Duration.ofMillis(50))).isFalse();
            seen.countDown();
            assertThat(keepers.repair(NUMBER.id(), Duration.ofSeconds(20))).isTrue();
        }
    }

    /// Looks until it has seen enough.
    private final class Slow implements AccountWork {
        @Override
        public String account(PhoneNumber number) {
            return "the account";
        }

        @Override
        public Map<UUID, Standing> look(List<PhoneNumber> numbers, boolean repair) {
            looking.countDown();
            try {
                seen.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return Map.of(NUMBER.id(), new Standing.Ready("It is there."));
        }

        @Override
        public boolean putBack(String account) {
            return true;
        }
    }

    private static final class Forgetful implements LineHistories {
        @Override
        public Map<UUID, List<Change>> all() {
            return Map.of();
        }

        @Override
        public void keep(Map<UUID, List<Change>> histories) {}
    }
}
