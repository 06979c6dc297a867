package chorus.phonebook;

import chorus.secret.Secret;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// What each field of a phone number must look like, one by one.
final class PhoneNumberRules {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern EXTENSION = Pattern.compile("[A-Za-z0-9._*#-]{1,32}");
    private static final Pattern SIP_USER = Pattern.compile("[^\\s\"\\\\<>]+");
    private static final int LONGEST_USER = 60;
    private static final int LONGEST_HOST = 100;
    private static final int LONGEST_TEXT = 255;
    private static final int HIGHEST_PORT = 65_535;

    private PhoneNumberRules() {}

    /// @param all the whole form, for rules that look at another field too
    static Optional<String> problem(String field, Object value, Map<String, Object> all, boolean denyPrivate) {
        if (value instanceof Texts.Unfit unfit) {
            return Optional.of(unfit.why());
        }
        if (value instanceof Secret || value instanceof ServiceAccount) {
            return Optional.empty();
        }
        return switch (field) {
            case "metadata" -> value instanceof Map ? Optional.empty() : Optional.of("must be an object");
            case "sipPort" -> port(value);
            case "ringTimeoutSeconds", "callsPerSecond", "maxConcurrentCalls", "pricePerMinute", "inboundHeaders" ->
                CallRuleFields.problem(field, value);
            case VoximplantFields.SERVICE_ACCOUNT -> VoximplantFields.problem(field, "");
            default ->
                value instanceof String text
                        ? Texts.problem(text, longest(field)).or(() -> problemOfText(field, text, all, denyPrivate))
                        : Optional.of("must be a string");
        };
    }

    private static Optional<String> problemOfText(
            String field, String text, Map<String, Object> all, boolean denyPrivate) {
        return switch (field) {
            case "number" -> number(text, "sip".equals(all.get("provider")));
            case "agentId" -> uuid(text);
            case TwilioFields.ACCOUNT, TwilioFields.KEY, TwilioFields.REGION, TwilioFields.EDGE ->
                TwilioFields.problem(field, text);
            case VoximplantFields.ACCOUNT,
                    VoximplantFields.APPLICATION,
                    VoximplantFields.LOCATION,
                    VoximplantFields.CALLER_ID -> VoximplantFields.problem(field, text);
            case "sipUsername", "sipAuthUser" ->
                Texts.unless(
                        SIP_USER.matcher(text).matches(),
                        "must not contain spaces, quotation marks, backslashes or angle brackets");
            case "sipProxy" -> proxy(text, denyPrivate);
            case "sipOutboundProxy" -> NetworkTarget.problemOfHostAndPort(text, denyPrivate);
            case "sipIp" -> source(text, denyPrivate);
            case "sipProtocol", "sipRegisterTransport" -> transport(text);
            case "sipMode" ->
                Texts.unless(
                        text.equals("registration") || text.equals("ip_allowlist"),
                        "must be one of registration, ip_allowlist");
            default -> StyleFields.problem(field, text, all);
        };
    }

    private static Optional<String> number(String text, boolean extensionAllowed) {
        if (E164.matcher(text).matches()) {
            return Optional.empty();
        }
        var wanted = "must be E.164, such as +12025550100: a plus sign and 7 to 15 digits that do not begin with 0";
        return extensionAllowed
                ? Texts.unless(
                        EXTENSION.matcher(text).matches(),
                        wanted + "; or a PBX extension of 1 to 32 letters, digits and . _ - * #")
                : Optional.of(wanted);
    }

    private static Optional<String> uuid(String text) {
        try {
            return Texts.unless(UUID.fromString(text).toString().equalsIgnoreCase(text), "must be a UUID");
        } catch (IllegalArgumentException e) {
            return Optional.of("must be a UUID");
        }
    }

    private static Optional<String> proxy(String text, boolean denyPrivate) {
        return text.matches("[^:]+:\\d{1,5}")
                ? Optional.of("must be a host name or an address alone: put the port into sipPort")
                : NetworkTarget.problemOfHost(text, denyPrivate);
    }

    private static Optional<String> source(String text, boolean denyPrivate) {
        try {
            return NetworkTarget.problemOfAddress(AddressRange.parse(text).first(), denyPrivate);
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> transport(String text) {
        return Texts.unless(
                Arrays.stream(Trunk.Transport.values())
                        .anyMatch(way -> way.code().equals(text)),
                "must be one of udp, tcp, tls");
    }

    private static Optional<String> port(Object value) {
        return Texts.unless(
                value instanceof Number port
                        && port.doubleValue() == port.intValue()
                        && port.intValue() >= 1
                        && port.intValue() <= HIGHEST_PORT,
                "must be a whole number from 1 to 65535");
    }

    private static int longest(String field) {
        return switch (field) {
            case "sipUsername", "sipAuthUser" -> LONGEST_USER;
            case "sipProxy", "sipOutboundProxy" -> LONGEST_HOST;
            default -> LONGEST_TEXT;
        };
    }
}
