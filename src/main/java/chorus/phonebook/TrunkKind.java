package chorus.phonebook;

import chorus.phonebook.FieldNeeds.Beside;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The ways a number can hang on a phone network, and which fields each way has.
@SuppressWarnings("ImmutableEnumChecker") // The lists are made by List.of.
enum TrunkKind {
    TWILIO(
            "twilio",
            Optional.empty(),
            List.of(TwilioFields.ACCOUNT, TwilioFields.TOKEN),
            List.of(
                    TwilioFields.SECONDARY,
                    TwilioFields.KEY,
                    TwilioFields.KEY_SECRET,
                    TwilioFields.REGION,
                    TwilioFields.EDGE),
            TwilioFields.NEEDS),
    SIP_REGISTRATION(
            "sip",
            Optional.of("registration"),
            List.of("sipUsername", "sipPassword", "sipProxy"),
            List.of(
                    "sipPort",
                    "sipOutboundProxy",
                    "sipAuthUser",
                    "sipRegisterTransport",
                    "sipSrtp",
                    "sipCallerId",
                    "sipNumberFormat",
                    "inboundHeaders"),
            FieldNeeds.NONE),
    SIP_ALLOWLIST(
            "sip",
            Optional.of("ip_allowlist"),
            List.of("sipIp"),
            List.of(
                    "sipPort",
                    "sipProtocol",
                    "sipProxy",
                    "sipUsername",
                    "sipPassword",
                    "sipAuthUser",
                    "sipSrtp",
                    "sipCallerId",
                    "sipNumberFormat",
                    "inboundHeaders"),
            FieldNeeds.of(
                    new Beside("sipUsername", "sipPassword"),
                    new Beside("sipPassword", "sipUsername"),
                    new Beside("sipUsername", "sipAuthUser"))),
    VOXIMPLANT("voximplant", Optional.empty(), List.of(), VoximplantFields.ALL, VoximplantFields.NEEDS);

    private final String provider;
    private final Optional<String> mode;
    private final List<String> required;
    private final List<String> optional;
    private final FieldNeeds needs;

    TrunkKind(String provider, Optional<String> mode, List<String> required, List<String> optional, FieldNeeds needs) {
        this.provider = provider;
        this.mode = mode;
        this.required = required;
        this.optional = optional;
        this.needs = needs;
    }

    static final Set<String> SECRETS = Set.of(
            TwilioFields.TOKEN,
            TwilioFields.SECONDARY,
            TwilioFields.KEY_SECRET,
            VoximplantFields.API_KEY,
            "sipPassword");

    /// What `provider` and `sipMode` say; empty for a provider that is not carried here.
    static Optional<TrunkKind> of(Map<String, Object> fields) {
        var provider = fields.getOrDefault("provider", "twilio");
        var mode = fields.getOrDefault("sipMode", "registration");
        return Arrays.stream(values())
                .filter(kind -> kind.provider.equals(provider))
                .filter(kind -> kind.mode.isEmpty() || kind.mode.get().equals(mode))
                .findFirst();
    }

    List<String> required() {
        return required;
    }

    /// Which of its fields need another.
    FieldNeeds needs() {
        return needs;
    }

    boolean has(String field) {
        return required.contains(field) || optional.contains(field) || (mode.isPresent() && field.equals("sipMode"));
    }

    /// `sipMode is registration`, `provider is twilio`.
    String described() {
        return mode.map(word -> "sipMode is " + word).orElse("provider is " + provider);
    }

    /// Why a field of another kind has no place here; empty when no kind has it.
    Optional<String> refuses(String field) {
        var owners = Arrays.stream(values()).filter(kind -> kind.has(field)).toList();
        if (owners.isEmpty() || has(field)) {
            return Optional.empty();
        }
        var owner = owners.size() == 1 ? owners.getFirst().belonging() : "provider " + owners.getFirst().provider;
        return Optional.of("belongs to " + owner + ", but this number's " + described());
    }

    private String belonging() {
        return mode.map(word -> "sipMode " + word).orElse("provider " + provider);
    }
}
