package chorus.api;

import chorus.phonebook.PhoneNumber;
import chorus.phonebook.PhoneNumberForm;
import chorus.phonebook.Trunk;
import chorus.phonebook.VoximplantAccount;
import chorus.provider.NumberShop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// In whose account at a provider numbers are looked for and bought: one named by a number that is connected already,
/// one given with the request, or the only one that the organization has there.
final class ShopAccounts {
    /// A number stands in for the one to buy until it is known.
    private static final String ANY = "+12025550100";

    /// Any of these names an account.
    private static final List<String> NAMES =
            List.of("twilioAccountSid", "voximplantAccountId", "voximplantServiceAccount");

    private static final int MOST_NUMBERS = 1_000;
    private static final Map<String, String> HEADERS = Map.of(
            "X-Twilio-Account-Sid", "twilioAccountSid",
            "X-Twilio-Auth-Token", "twilioAuthToken",
            "X-Voximplant-Account-Id", "voximplantAccountId",
            "X-Voximplant-Api-Key", "voximplantApiKey");

    /// What a number to buy has of its own; what is left of a request is the account.
    private static final List<String> OF_THE_ORDER = List.of(
            "number", "country", "type", "like", "monthlyPrice", "confirm", "twilioAddressSid", "twilioBundleSid");

    private final ApiParts parts;
    private final boolean denyPrivateTargets;

    ShopAccounts(ApiParts parts, boolean denyPrivateTargets) {
        this.parts = parts;
        this.denyPrivateTargets = denyPrivateTargets;
    }

    sealed interface Found {
        /// @param number what is to be bought, with the account as its trunk
        record Account(PhoneNumber number, NumberShop shop) implements Found {}

        record None(Answer answer) implements Found {}
    }

    Found of(Request request) {
        var fields = new LinkedHashMap<>(request.body());
        OF_THE_ORDER.forEach(fields::remove);
        request.text("provider").ifPresent(provider -> fields.put("provider", provider));
        HEADERS.forEach((header, field) -> request.text(header).ifPresent(value -> fields.put(field, value)));
        fields.put("number", request.field("number").orElse(ANY));
        var like = request.text("like").or(() -> request.field("like"));
        if (like.isEmpty() && NAMES.stream().anyMatch(fields::containsKey)) {
            return checked(PhoneNumberForm.blank().with(ServiceAccountText.opened(fields)), request);
        }
        return like.map(id -> parts.numbers().find(request.organization(), UUID.fromString(id)))
                .orElseGet(() -> onlyOne(request, String.valueOf(fields.getOrDefault("provider", "twilio"))))
                .map(known -> checked(PhoneNumberForm.blank().with(fields).inTheAccountOf(known), request))
                .orElseGet(() -> new Found.None(Answer.invalid(
                        "like",
                        "must be the id of a number of yours whose account is meant; or give the account's own"
                                + " credentials")));
    }

    private Found checked(PhoneNumberForm form, Request request) {
        var now = parts.clock().instant();
        return switch (form.check(UUID.randomUUID(), request.organization(), now, now, denyPrivateTargets)) {
            case PhoneNumberForm.Check.Invalid(var problems) -> new Found.None(Answer.invalid(problems));
            case PhoneNumberForm.Check.Valid(var number) ->
                parts.providers()
                        .shop(number.trunk())
                        .<Found>map(shop -> new Found.Account(number, shop))
                        .orElseGet(() -> new Found.None(
                                Answer.invalid("provider", "sells no numbers here: buy one there, and connect it")));
        };
    }

    private Optional<PhoneNumber> onlyOne(Request request, String provider) {
        var all = parts.numbers().list(request.organization(), MOST_NUMBERS, 0).items().stream()
                .filter(number -> number.trunk().provider().equals(provider))
                .toList();
        var accounts =
                all.stream().map(number -> account(number.trunk())).distinct().count();
        return accounts == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    private static String account(Trunk trunk) {
        return switch (trunk) {
            case Trunk.Twilio twilio -> twilio.account();
            case Trunk.Voximplant voximplant ->
                voximplant.account().map(VoximplantAccount::accountId).orElse(trunk.provider());
            case Trunk.SipRegistration _, Trunk.SipAllowlist _, Trunk.Browser _ -> trunk.provider();
        };
    }
}
