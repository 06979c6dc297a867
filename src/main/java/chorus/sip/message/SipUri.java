package chorus.sip.message;

import java.util.Locale;
import java.util.Optional;

/// A URI as SIP uses it: `sip:user;userparams@host:port;params?headers`, `sips:` alike, and `tel:number;params`.
///
/// @param scheme     in lower case; any other scheme than these three is kept whole in `headers`
/// @param user unescaped and without its parameters, such as `+12025550100`; empty when there is none, or one
/// that escapes control characters and so is of no use to us
/// @param userParams the parameters of the user part, such as `;phone-context=example.com`, as they came; behind an
/// unusable name, the name too
/// @param host       in lower case, IPv6 without brackets; empty for `tel:`
/// @param port       -1 when not written
/// @param headers    what follows the `?`, as it came
public record SipUri(
        String scheme, String user, String userParams, String host, int port, Params params, String headers) {
    private static final int LONGEST = 2_048;

    public SipUri {
        if (!Grammar.isText(user) || !Grammar.isText(userParams) || !Grammar.isText(headers)) {
            throw new IllegalArgumentException("A URI holds no control characters.");
        }
    }

    public static SipUri sip(String user, String host, int port) {
        return new SipUri("sip", user, "", host, port, Params.NONE, "");
    }

    /// Reads a URI that stands alone; empty when it is none.
    public static Optional<SipUri> parse(String text) {
        var colon = text.indexOf(':');
        if (colon < 1 || !isWritten(text)) {
            return Optional.empty();
        }
        var scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        var rest = text.substring(colon + 1);
        return switch (scheme) {
            case "sip", "sips" -> hierarchical(scheme, rest);
            case "tel" -> telephone(rest);
            default -> Grammar.isToken(scheme) ? Optional.of(opaque(scheme, rest)) : Optional.empty();
        };
    }

    /// `sip:` or `sips:`.
    public boolean isSip() {
        return scheme.equals("sip") || scheme.equals("sips");
    }

    /// The value of a parameter, whose name and value may be escaped.
    public Optional<String> parameter(String name) {
        for (var parameter : params.all()) {
            if (Escapes.read(parameter.name()).filter(name::equalsIgnoreCase).isPresent()) {
                return Optional.of(Escapes.read(parameter.value()).orElse(parameter.value()));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        var text = new StringBuilder(48).append(scheme).append(':');
        Escapes.write(text, user);
        text.append(userParams);
        if (isSip() && !(user.isEmpty() && userParams.isEmpty())) {
            text.append('@');
        }
        HostPort.write(text, host, port);
        params.write(text);
        if (!headers.isEmpty()) {
            text.append(isSip() ? "?" : "").append(headers);
        }
        return text.toString();
    }

    private static Optional<SipUri> hierarchical(String scheme, String rest) {
        var at = rest.lastIndexOf('@', endOfAuthority(rest));
        var user = at < 0 ? "" : rest.substring(0, at);
        var tail = rest.substring(at + 1);
        var question = tail.indexOf('?');
        var headers = question < 0 ? "" : tail.substring(question + 1);
        var address = question < 0 ? tail : tail.substring(0, question);
        var semicolon = address.indexOf(';');
        var hostPort = HostPort.parse(semicolon < 0 ? address : address.substring(0, semicolon));
        var params = semicolon < 0 ? Optional.of(Params.NONE) : Params.parse(address, semicolon);
        if (at == 0 || hostPort.isEmpty() || params.isEmpty() || user.indexOf('@') >= 0) {
            return Optional.empty();
        }
        var split = userEnd(user);
        var name = user.substring(0, split);
        var read = Escapes.read(name);
        var where = hostPort.get();
        return Escapes.areSound(name)
                ? Optional.of(new SipUri(
                        scheme,
                        read.orElse(""),
                        read.isPresent() ? user.substring(split) : user,
                        where.host(),
                        where.port(),
                        params.get(),
                        headers))
                : Optional.empty();
    }

    /// A question mark may stand in a user part, so the last `@` before the headers is looked for generously.
    private static int endOfAuthority(String rest) {
        var at = rest.indexOf('@');
        var question = rest.indexOf('?', Math.max(at, 0));
        return question < 0 ? rest.length() : question;
    }

    private static Optional<SipUri> telephone(String rest) {
        var semicolon = rest.indexOf(';');
        var number = semicolon < 0 ? rest : rest.substring(0, semicolon);
        var params = semicolon < 0 ? Optional.of(Params.NONE) : Params.parse(rest, semicolon);
        var sound = !number.isEmpty() && number.chars().allMatch(c -> "+0123456789*#-.()ABCDabcd".indexOf(c) >= 0);
        return sound ? params.map(p -> new SipUri("tel", number, "", "", -1, p, "")) : Optional.empty();
    }

    private static SipUri opaque(String scheme, String rest) {
        return new SipUri(scheme, "", "", "", -1, Params.NONE, rest);
    }

    /// Where the user's own name ends: at its parameters or at a password.
    private static int userEnd(String user) {
        var semicolon = user.indexOf(';');
        var colon = user.indexOf(':');
        var end = semicolon < 0 ? user.length() : semicolon;
        return colon < 0 ? end : Math.min(colon, end);
    }

    private static boolean isWritten(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c <= ' ' || c == '<' || c == '>' || c == '"' || c == 0x7F) {
                return false;
            }
        }
        return text.length() <= LONGEST;
    }
}
