package chorus.provider.twilio;

import chorus.phonebook.FieldProblem;
import chorus.phonebook.Trunk;
import chorus.provider.Form;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Asks Twilio whether an account and its token are right; numbers that have them in common share the answer
/// for a while. Safe to use from any thread.
final class Credentials {
    private static final Duration SHARED = Duration.ofSeconds(30);
    private static final int MOST_SHARED = 1_000;

    private final TwilioRest rest;
    private final LongSupplier nanoTime;
    private final Map<Trunk.Twilio, Long> right = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Trunk.Twilio, Long> eldest) {
            return size() > MOST_SHARED;
        }
    };

    Credentials(TwilioRest rest, LongSupplier nanoTime) {
        this.rest = rest;
        this.nanoTime = nanoTime;
    }

    /// What stands against them; empty when they are right.
    Optional<Finding> check(Trunk.Twilio account, Duration patience) {
        if (wereRight(account)) {
            return Optional.empty();
        }
        var objection = asked(account, patience);
        if (objection.isEmpty()) {
            remember(account);
        }
        return objection;
    }

    /// The token is asked for even where there is a key: it proves what Twilio sends, and a wrong one would
    /// turn every call away.
    private Optional<Finding> asked(Trunk.Twilio account, Duration patience) {
        var request = TwilioRequest.get(".json", Form.empty()).withToken();
        return switch (rest.ask(account, request, patience)) {
            case TwilioAnswer.Done(int _, var body) ->
                ofStatus(body.path("status").asText("active"));
            case TwilioAnswer.Refused refused -> Optional.of(new Finding.Wrong(refusal(account, refused)));
            case TwilioAnswer.Unavailable(var why, boolean _) -> Optional.of(new Finding.Unknown(why));
        };
    }

    private static Optional<Finding> ofStatus(String status) {
        return status.equals("active")
                ? Optional.empty()
                : Optional.of(new Finding.Wrong(new FieldProblem(
                        "twilioAccountSid",
                        "names an account that is " + status + " at Twilio: it takes and places no calls")));
    }

    private static FieldProblem refusal(Trunk.Twilio account, TwilioAnswer.Refused refused) {
        if (refused.isMissing()) {
            return new FieldProblem("twilioAccountSid", "names no account at Twilio: copy it again from the Console");
        }
        var where = account.region()
                .map(place -> " in region " + place.region() + ", where tokens differ from those elsewhere")
                .orElse("");
        return refused.ofCredentials()
                ? new FieldProblem(
                        "twilioAuthToken",
                        "is not the Auth Token of " + account.accountSid() + where
                                + ": copy both again from Twilio's Console; neither an API key nor test credentials do")
                : new FieldProblem("twilioAuthToken", "cannot be used: " + refused.sentence());
    }

    private synchronized boolean wereRight(Trunk.Twilio account) {
        var since = right.get(account);
        return since != null && nanoTime.getAsLong() - since < SHARED.toNanos();
    }

    private synchronized void remember(Trunk.Twilio account) {
        right.put(account, nanoTime.getAsLong());
    }
}
