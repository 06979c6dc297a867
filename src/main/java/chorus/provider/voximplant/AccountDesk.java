package chorus.provider.voximplant;

import chorus.phonebook.FieldProblem;
import chorus.phonebook.VoximplantAccount;
import chorus.phonebook.VoximplantAccount.ApiKey;
import chorus.phonebook.VoximplantAccount.ServiceKey;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Looks at accounts, and finds numbers in them. Changes nothing.
final class AccountDesk {
    private final VoximplantRest rest;
    private final Optional<VoximplantAccount> standard;

    /// @param standard the server's own account, whose mistakes are in the settings
    AccountDesk(VoximplantRest rest, Optional<VoximplantAccount> standard) {
        this.rest = rest;
        this.standard = standard;
    }

    /// @param patience for each request
    Finding find(VoximplantAccount account, String number, Duration patience) {
        var request = VoximplantRequest.read("GetAccountInfo");
        return switch (rest.ask(account, request, patience)) {
            case VoximplantAnswer.Done(var body) ->
                closed(account, body.path("result"))
                        .<Finding>map(Finding.Wrong::new)
                        .orElseGet(() -> inAccount(account, number, patience));
            case VoximplantAnswer.Refused refused -> new Finding.Wrong(problem(account, refused));
            case VoximplantAnswer.Unavailable(var why, boolean _) -> new Finding.Unknown(why);
        };
    }

    /// What stands against an account that answers.
    Optional<FieldProblem> closed(VoximplantAccount account, JsonNode info) {
        var why = info.path("frozen").asBoolean()
                ? "is frozen at Voximplant: top it up or ask their support"
                : "is not active at Voximplant: activate it in their control panel";
        return info.path("frozen").asBoolean() || !info.path("active").asBoolean(true)
                ? Optional.of(
                        isStandard(account)
                                ? new FieldProblem(
                                        "voximplantAccountId", "is not given, and the server's own account " + why)
                                : new FieldProblem("voximplantAccountId", "names an account that " + why))
                : Optional.empty();
    }

    /// The field whose value a refusal is about.
    FieldProblem problem(VoximplantAccount account, VoximplantAnswer.Refused refused) {
        var words = refused.sentence() + refused.meaning().remedy();
        if (isStandard(account)) {
            return new FieldProblem(
                    "voximplantAccountId",
                    "is not given, and the server's own account (CHORUS_VOXIMPLANT_…) cannot be used: " + words);
        }
        return new FieldProblem(
                switch (account.key()) {
                    case ApiKey _ -> "voximplantApiKey";
                    case ServiceKey _ -> "voximplantServiceAccount";
                },
                "cannot be used for account " + account.accountId() + ": " + words);
    }

    private boolean isStandard(VoximplantAccount account) {
        return standard.filter(account::equals).isPresent();
    }

    private Finding inAccount(VoximplantAccount account, String number, Duration patience) {
        var request = VoximplantRequest.read("GetPhoneNumbers").with("phone_number", OwnedNumber.digits(number));
        return switch (rest.ask(account, request, patience)) {
            case VoximplantAnswer.Done done ->
                owned(done, number).map(AccountDesk::usable).orElseGet(() -> callerId(account, number, patience));
            case VoximplantAnswer.Refused refused -> new Finding.Wrong(problem(account, refused));
            case VoximplantAnswer.Unavailable(var why, boolean _) -> new Finding.Unknown(why);
        };
    }

    private static Finding usable(OwnedNumber number) {
        return number.obstacle()
                .<Finding>map(why -> new Finding.Wrong(new FieldProblem("number", why)))
                .orElseGet(() -> new Finding.Present(number));
    }

    private static Optional<OwnedNumber> owned(VoximplantAnswer.Done done, String number) {
        return StreamSupport.stream(done.items().spliterator(), false)
                .filter(one -> one.path("phone_number").asText().equals(OwnedNumber.digits(number)))
                .findFirst()
                .map(OwnedNumber::of);
    }

    private Finding callerId(VoximplantAccount account, String number, Duration patience) {
        var digits = OwnedNumber.digits(number);
        var request = VoximplantRequest.read("GetCallerIDs").with("callerid_number", digits);
        return switch (rest.ask(account, request, patience)) {
            case VoximplantAnswer.Done done
            when StreamSupport.stream(done.items().spliterator(), false)
                    .anyMatch(one -> one.path("callerid_number").asText().equals(digits)
                            && one.path("active").asBoolean(true)) -> new Finding.CallerIdOnly();
            case VoximplantAnswer.Done _, VoximplantAnswer.Refused _ ->
                new Finding.Wrong(new FieldProblem(
                        "number",
                        "is not a number of account " + account.accountId()
                                + ", nor a caller id verified there: rent or verify it at Voximplant, or name its"
                                + " account"));
            case VoximplantAnswer.Unavailable(var why, boolean _) -> new Finding.Unknown(why);
        };
    }
}
