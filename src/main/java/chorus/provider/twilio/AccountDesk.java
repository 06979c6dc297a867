package chorus.provider.twilio;

import chorus.phonebook.FieldProblem;
import chorus.phonebook.Trunk;
import chorus.provider.Form;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds numbers in their accounts, and sets them.
final class AccountDesk {
    private static final String NUMBERS = "/IncomingPhoneNumbers.json";
    private static final int PAGE = 1_000;
    private static final int MOST_PAGES = 100;

    private final TwilioRest rest;
    private final Credentials credentials;

    AccountDesk(TwilioRest rest, Credentials credentials) {
        this.rest = rest;
        this.credentials = credentials;
    }

    /// @param patience for each request
    Finding find(Trunk.Twilio account, String number, Duration patience) {
        return credentials.check(account, patience).orElseGet(() -> inAccount(account, number, patience));
    }

    /// Several numbers of one account, found together: a list of all takes fewer requests than one for each.
    Map<String, Finding> find(Trunk.Twilio account, Set<String> numbers, Duration patience) {
        if (numbers.size() == 1) {
            var number = numbers.iterator().next();
            return Map.of(number, find(account, number, patience));
        }
        var objection = credentials.check(account, patience);
        return objection.isPresent() ? all(numbers, objection.get()) : listed(account, numbers, patience);
    }

    /// Changes settings of a number; done when Twilio says so.
    TwilioAnswer set(Trunk.Twilio account, String sid, Form settings) {
        return rest.ask(account, TwilioRequest.update("/IncomingPhoneNumbers/" + sid + ".json", settings));
    }

    /// The number as it is now.
    TwilioAnswer read(Trunk.Twilio account, String sid) {
        return rest.ask(account, TwilioRequest.get("/IncomingPhoneNumbers/" + sid + ".json", Form.empty()));
    }

    /// Twilio's filter matches parts too, so the number is compared here.
    private Finding inAccount(Trunk.Twilio account, String number, Duration patience) {
        var request = TwilioRequest.get(NUMBERS, Form.empty().with("PhoneNumber", number));
        return switch (rest.ask(account, request, patience)) {
            case TwilioAnswer.Done(int _, var body) ->
                exactly(body.path("incoming_phone_numbers"), number)
                        .<Finding>map(found -> new Finding.Present(IncomingNumber.of(found)))
                        .orElseGet(() -> callerId(account, number, patience));
            case TwilioAnswer.Refused refused -> new Finding.Wrong(refusal(account, refused));
            case TwilioAnswer.Unavailable(var why, boolean _) -> new Finding.Unknown(why);
        };
    }

    private Finding callerId(Trunk.Twilio account, String number, Duration patience) {
        var request = TwilioRequest.get("/OutgoingCallerIds.json", Form.empty().with("PhoneNumber", number));
        return switch (rest.ask(account, request, patience)) {
            case TwilioAnswer.Done(int _, var body)
            when exactly(body.path("outgoing_caller_ids"), number).isPresent() -> new Finding.CallerIdOnly();
            case TwilioAnswer.Done _, TwilioAnswer.Refused _ ->
                new Finding.Wrong(new FieldProblem(
                        "number",
                        "is not a number of account " + account.account()
                                + ", nor a caller id verified there: buy or verify it at Twilio, or name its account"));
            case TwilioAnswer.Unavailable(var why, boolean _) -> new Finding.Unknown(why);
        };
    }

    private Map<String, Finding> listed(Trunk.Twilio account, Set<String> numbers, Duration patience) {
        var findings = new HashMap<String, Finding>();
        var query = Optional.of(Form.empty().with("PageSize", Integer.toString(PAGE)));
        for (var pages = 0; query.isPresent() && pages < MOST_PAGES && findings.size() < numbers.size(); pages++) {
            switch (rest.ask(account, TwilioRequest.get(NUMBERS, query.get()), patience)) {
                case TwilioAnswer.Done(int _, var body) -> {
                    body.path("incoming_phone_numbers").forEach(found -> {
                        var number = IncomingNumber.of(found);
                        if (numbers.contains(number.number())) {
                            findings.put(number.number(), new Finding.Present(number));
                        }
                    });
                    query = nextPage(body);
                }
                case TwilioAnswer.Refused refused -> {
                    return all(numbers, new Finding.Wrong(refusal(account, refused)));
                }
                case TwilioAnswer.Unavailable(var why, boolean _) -> {
                    return all(numbers, new Finding.Unknown(why));
                }
            }
        }
        numbers.stream()
                .filter(number -> !findings.containsKey(number))
                .forEach(number -> findings.put(number, callerId(account, number, patience)));
        return findings;
    }

    private static FieldProblem refusal(Trunk.Twilio account, TwilioAnswer.Refused refused) {
        if (account.apiKey().isEmpty()) {
            return new FieldProblem("twilioAccountSid", "cannot be used: " + refused.sentence());
        }
        return refused.ofCredentials()
                ? new FieldProblem(
                        "twilioApiKeySecret",
                        "is not the secret of this API key in account " + account.account()
                                + ": make a new key at Twilio")
                : new FieldProblem("twilioApiKeySid", "may not read the account's numbers: " + refused.sentence());
    }

    private static Map<String, Finding> all(Collection<String> numbers, Finding finding) {
        return numbers.stream().collect(Collectors.toMap(number -> number, _ -> finding));
    }

    private static Optional<JsonNode> exactly(JsonNode found, String number) {
        return found.valueStream()
                .filter(one -> one.path("phone_number").asText().equals(number))
                .findFirst();
    }

    /// Only what follows the `?` is taken of the address that Twilio names, so that it cannot send us elsewhere.
    private static Optional<Form> nextPage(JsonNode body) {
        var next = body.path("next_page_uri");
        if (!next.isTextual() || next.asText().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(URI.create(next.asText()).getRawQuery()).map(Form::decoded);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
