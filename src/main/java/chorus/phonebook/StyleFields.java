package chorus.phonebook;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The API's fields that say how a SIP trunk wants to be spoken to, from a [SipStyle] and to one.
final class StyleFields {
    private static final Set<SipStyle.CallerId> OF_A_REGISTERED_USER =
            EnumSet.of(SipStyle.CallerId.PAI, SipStyle.CallerId.RPID);

    private StyleFields() {}

    /// `sipSrtp` only when it was chosen, so that otherwise it follows a change of the transport.
    static void put(SipStyle style, Map<String, Object> fields) {
        style.chosenSrtp().ifPresent(srtp -> fields.put("sipSrtp", srtp.code()));
        fields.put("sipCallerId", style.callerId().code());
        fields.put("sipNumberFormat", style.numberFormat().code());
    }

    /// @param fields checked already
    static SipStyle style(Map<String, Object> fields, Trunk.Transport transport, boolean registers) {
        return SipStyle.chosen(
                word(fields, "sipSrtp", SipStyle.Srtp.class),
                word(fields, "sipCallerId", SipStyle.CallerId.class),
                word(fields, "sipNumberFormat", SipStyle.NumberFormat.class),
                transport,
                registers);
    }

    static void show(SipStyle style, Map<String, Object> shown) {
        shown.put("sipSrtp", style.srtp().code());
        shown.put("sipCallerId", style.callerId().code());
        shown.put("sipNumberFormat", style.numberFormat().code());
    }

    /// Empty for a field of other rules.
    static Optional<String> problem(String field, String text, Map<String, Object> all) {
        return switch (field) {
            case "sipSrtp" -> unknown(text, SipStyle.Srtp.class);
            case "sipCallerId" -> unknown(text, SipStyle.CallerId.class).or(() -> unregistered(text, all));
            case "sipNumberFormat" -> unknown(text, SipStyle.NumberFormat.class);
            default -> Optional.empty();
        };
    }

    private static Optional<String> unregistered(String text, Map<String, Object> all) {
        return Texts.unless(
                !"ip_allowlist".equals(all.get("sipMode"))
                        || OF_A_REGISTERED_USER.stream()
                                .noneMatch(way -> way.code().equals(text)),
                "must be one of from, from_pai, from_rpid when sipMode is ip_allowlist: " + text
                        + " puts the registered user into From, and here nobody registers");
    }

    private static <E extends Enum<E>> Optional<String> unknown(String text, Class<E> words) {
        var known =
                Arrays.stream(words.getEnumConstants()).map(StyleFields::code).toList();
        return Texts.unless(known.contains(text), "must be one of " + String.join(", ", known));
    }

    private static <E extends Enum<E>> Optional<E> word(Map<String, Object> fields, String field, Class<E> words) {
        return Optional.ofNullable(fields.get(field))
                .map(word -> Enum.valueOf(words, word.toString().toUpperCase(Locale.ROOT)));
    }

    private static String code(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
