package chorus.provider.sip;

import chorus.call.DecisionTrace;
import chorus.phonebook.PhoneNumber;
import chorus.provider.Dialling;
import chorus.provider.TransferOutcome;
import chorus.provider.TransferTarget;
import chorus.sip.dialog.Dialog;
import chorus.sip.dialog.Refer;
import chorus.sip.dialog.ReferListener;
import chorus.sip.message.NameAddr;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// Transfers by REFER, in the words of one number's trunk.
///
/// @param number  whose call it is
/// @param address ours, towards the trunk
record Referrals(PhoneNumber number, String address) {
    /// Beside the target's ringing: the far side has to call, and to tell.
    private static final Duration AROUND = Duration.ofSeconds(15);

    /// Blocks until the outcome was told, or nobody told it.
    TransferOutcome ask(Dialog dialog, TransferTarget target) {
        return switch (target) {
            case TransferTarget.Dialled(var to) ->
                ask(dialog, parties(to), NameAddr.of(parties(to).requestUri()));
            case TransferTarget.InPlaceOf(SipLeg other) ->
                ask(dialog, parties(number.number()), other.dialog().asTarget());
            case TransferTarget.InPlaceOf _ ->
                new TransferOutcome.NotSupported("The two calls run over different networks.");
        };
    }

    private TransferOutcome ask(Dialog dialog, CallParties parties, NameAddr target) {
        var patience = number.rules().ringTimeout().plus(AROUND);
        var outcome = new CompletableFuture<ReferListener.Outcome>();
        dialog.refer(new Refer(target, Optional.of(parties.from()), patience), new Told(outcome));
        return switch (outcome.join()) {
            case ReferListener.Reported(var status, var _) when status < 300 -> new TransferOutcome.Transferred();
            case ReferListener.Reported(var status, var phrase) -> new TransferOutcome.Failed(status, phrase);
            case ReferListener.Refused(var status, var phrase) -> new TransferOutcome.Refused(status, phrase);
            case ReferListener.Untold(var _, var why) -> new TransferOutcome.TimedOut(why);
        };
    }

    /// The target as a call of ours would name it.
    private CallParties parties(String to) {
        var trace = new DecisionTrace(Clock.systemUTC());
        return CallParties.of(new Dialling(UUID.randomUUID(), "", number, to, Map.of(), trace), address);
    }

    private record Told(CompletableFuture<ReferListener.Outcome> outcome) implements ReferListener {
        @Override
        public void progressed(int status, String phrase) {
            // Only the outcome counts.
        }

        @Override
        public void done(Outcome how) {
            outcome.complete(how);
        }
    }
}
