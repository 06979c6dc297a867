package chorus.feed;

import chorus.call.Call;
import chorus.call.CallState;
import chorus.call.Ending;
import chorus.call.Transfer;
import chorus.phonebook.Balance;
import chorus.phonebook.LineStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What there is to tell.
public sealed interface News {
    /// A call is there.
    record CallCreated(Call call, CallState state) implements News {
        public CallCreated {
            call = slim(call);
        }
    }

    /// A call rings, was answered, or is handed over; what is absent did not change.
    record CallUpdated(Call call, Optional<CallState> state, Optional<Instant> startedAt, Optional<Transfer> transfer)
            implements News {
        public CallUpdated {
            call = slim(call);
        }
    }

    /// A call is over.
    record CallEnded(Call call, Ending ending, Optional<Instant> startedAt, Instant endedAt, Optional<BigDecimal> cost)
            implements News {
        public CallEnded {
            call = slim(call);
        }
    }

    /// A number's line stands otherwise than before.
    record LineChanged(UUID phoneNumberId, LineStatus.Change change) implements News {}

    record BalanceChanged(Balance balance) implements News {}

    /// Without what is large and told by the record only.
    private static Call slim(Call call) {
        return new Call(
                call.id(),
                call.organizationId(),
                call.phoneNumberId(),
                call.agentId(),
                call.callSid(),
                call.provider(),
                call.direction(),
                call.customerNumber(),
                call.ownNumber(),
                Map.of(),
                Map.of(),
                call.createdAt(),
                call.parentCallId());
    }
}
