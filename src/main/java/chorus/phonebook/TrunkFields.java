package chorus.phonebook;

import chorus.secret.Secret;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The API's connection fields of a number, from a trunk and to a trunk.
final class TrunkFields {
    private TrunkFields() {}

    static void put(Trunk trunk, Map<String, Object> fields) {
        switch (trunk) {
            case Trunk.Twilio twilio -> TwilioFields.put(twilio, fields);
            case Trunk.SipRegistration sip -> {
                fields.put("sipMode", "registration");
                fields.put("sipUsername", sip.username());
                fields.put("sipPassword", sip.password());
                fields.put("sipProxy", sip.registrar());
                fields.put("sipPort", sip.port());
                sip.outboundProxy().ifPresent(proxy -> fields.put("sipOutboundProxy", proxy));
                sip.authUser().ifPresent(user -> fields.put("sipAuthUser", user));
                fields.put("sipRegisterTransport", sip.transport().code());
                StyleFields.put(sip.style(), fields);
            }
            case Trunk.SipAllowlist sip -> {
                fields.put("sipMode", "ip_allowlist");
                fields.put("sipIp", sip.source().toString());
                sip.host().ifPresent(host -> fields.put("sipProxy", host));
                sip.login().ifPresent(login -> {
                    fields.put("sipUsername", login.username());
                    fields.put("sipPassword", login.password());
                    login.authUser().ifPresent(user -> fields.put("sipAuthUser", user));
                });
                fields.put("sipPort", sip.port());
                fields.put("sipProtocol", sip.transport().code());
                StyleFields.put(sip.style(), fields);
            }
            case Trunk.Voximplant voximplant -> VoximplantFields.put(voximplant, fields);
            case Trunk.Browser _ -> {}
        }
    }

    /// @param fields checked already
    static Trunk trunk(TrunkKind kind, Map<String, Object> fields) {
        return switch (kind) {
            case TWILIO -> TwilioFields.trunk(fields);
            case SIP_REGISTRATION ->
                new Trunk.SipRegistration(
                        text(fields, "sipUsername"),
                        secret(fields, "sipPassword"),
                        text(fields, "sipProxy"),
                        port(kind, fields),
                        optional(fields, "sipOutboundProxy"),
                        optional(fields, "sipAuthUser"),
                        transport(kind, fields),
                        style(kind, fields));
            case SIP_ALLOWLIST ->
                new Trunk.SipAllowlist(
                        AddressRange.parse(text(fields, "sipIp")),
                        optional(fields, "sipProxy"),
                        login(fields),
                        port(kind, fields),
                        transport(kind, fields),
                        style(kind, fields));
            case VOXIMPLANT -> VoximplantFields.trunk(fields);
        };
    }

    /// Puts what may be seen of a kind's fields into `shown`.
    static void show(TrunkKind kind, Map<String, Object> fields, Map<String, Object> shown) {
        switch (kind) {
            case TWILIO -> TwilioFields.show(fields, shown);
            case SIP_REGISTRATION -> {
                shown.put("sipMode", "registration");
                shown.put("sipUsername", fields.get("sipUsername"));
                shown.put("sipProxy", fields.get("sipProxy"));
                shown.put("sipOutboundProxy", fields.get("sipOutboundProxy"));
                shown.put("sipAuthUser", fields.get("sipAuthUser"));
                shown.put("sipRegisterTransport", transport(kind, fields).code());
                shown.put("sipPort", port(kind, fields));
                StyleFields.show(style(kind, fields), shown);
            }
            case SIP_ALLOWLIST -> {
                shown.put("sipIp", fields.get("sipIp"));
                shown.put("sipProxy", fields.get("sipProxy"));
                shown.put("sipUsername", fields.get("sipUsername"));
                shown.put("sipAuthUser", fields.get("sipAuthUser"));
                shown.put("sipProtocol", transport(kind, fields).code());
                shown.put("sipPort", port(kind, fields));
                StyleFields.show(style(kind, fields), shown);
            }
            case VOXIMPLANT -> VoximplantFields.show(fields, shown);
        }
    }

    private static Optional<Trunk.Login> login(Map<String, Object> fields) {
        return optional(fields, "sipUsername")
                .map(user -> new Trunk.Login(user, secret(fields, "sipPassword"), optional(fields, "sipAuthUser")));
    }

    private static SipStyle style(TrunkKind kind, Map<String, Object> fields) {
        return StyleFields.style(fields, transport(kind, fields), kind == TrunkKind.SIP_REGISTRATION);
    }

    private static String text(Map<String, Object> fields, String field) {
        return Objects.requireNonNull(fields.get(field)).toString();
    }

    private static Optional<String> optional(Map<String, Object> fields, String field) {
        return Optional.ofNullable(fields.get(field)).map(Object::toString);
    }

    private static Secret secret(Map<String, Object> fields, String field) {
        return (Secret) Objects.requireNonNull(fields.get(field));
    }

    private static int port(TrunkKind kind, Map<String, Object> fields) {
        return fields.get("sipPort") instanceof Number port
                ? port.intValue()
                : transport(kind, fields).standardPort();
    }

    private static Trunk.Transport transport(TrunkKind kind, Map<String, Object> fields) {
        return optional(fields, kind == TrunkKind.SIP_REGISTRATION ? "sipRegisterTransport" : "sipProtocol")
                .flatMap(word -> Arrays.stream(Trunk.Transport.values())
                        .filter(way -> way.code().equals(word))
                        .findFirst())
                .orElse(Trunk.Transport.UDP);
    }

    /// Lets a port that is the usual one of the transport follow a change of the transport, unless a port is given.
    static void followTransport(Map<String, Object> before, Map<String, Object> given, Map<String, Object> after) {
        var known = TrunkKind.of(before);
        var next = TrunkKind.of(after);
        if (known.isPresent() && known.equals(next) && !given.containsKey("sipPort")) {
            var was = transport(known.get(), before);
            if (was != transport(next.get(), after) && port(known.get(), before) == was.standardPort()) {
                after.remove("sipPort");
            }
        }
    }
}
