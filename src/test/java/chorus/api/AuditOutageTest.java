package chorus.api;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.ApiKey;
import chorus.phonebook.AuditLog;
import chorus.phonebook.Page;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What is answered while the audit log cannot be written.
class AuditOutageTest {
    private final Audit audit = new Audit(new Broken(), Clock.systemUTC());

    @Test
    void refusesToShowWhatMustBeWrittenDown() {
        var answer = audit.noted(operation("listenToCall", "GET"), request(), Answer.text("sound"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).isEmpty();
    }

    @Test
    void doesNotDenyWhatWasChangedAlready() {
        assertThat(audit.noted(operation("deleteAgent", "DELETE"), request(), Answer.gone())
                        .status())
                .isEqualTo(204);
    }

    private static Operation operation(String id, String method) {
        return new Operation(id, "/x", method, Operation.Needed.ADMIN, true, List.of(), Optional.empty());
    }

    private static Request request() {
        var incoming = new Incoming(
                "GET", "127.0.0.1", Optional.empty(), Map.of(), Map.of(), Map.of(), false, Buffer.buffer());
        var key = new ApiKey(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "test",
                ApiKey.Role.ADMIN,
                false,
                "abcd",
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
        return new Request(key, Map.of("id", UUID.randomUUID().toString()), Map.of(), incoming);
    }

    private static final class Broken implements AuditLog {
        @Override
        public void add(Entry entry) {
            throw new IllegalStateException("The database is away.");
        }

        @Override
        public Page<Entry> list(UUID organizationId, Filter filter, int limit, int offset) {
            throw new IllegalStateException("The database is away.");
        }

        @Override
        public void forget(Instant before) {
            throw new IllegalStateException("The database is away.");
        }
    }
}
