package chorus.sip.message;

import java.util.Locale;
import java.util.Optional;

/// A host and perhaps a port (-1: none), as in URIs and Vias. IPv6 addresses stand without their brackets.
record HostPort(String host, int port) {
    static Optional<HostPort> parse(String text) {
        if (text.startsWith("[")) {
            var close = text.indexOf(']');
            return close < 3 || !isAddress6(text.substring(1, close))
                    ? Optional.empty()
                    : withPort(text.substring(1, close), text.substring(close + 1));
        }
        var colon = text.indexOf(':');
        var host = (colon < 0 ? text : text.substring(0, colon)).strip();
        return isName(host) ? withPort(host, colon < 0 ? "" : text.substring(colon)) : Optional.empty();
    }

    static void write(StringBuilder to, String host, int port) {
        if (host.indexOf(':') >= 0) {
            to.append('[').append(host).append(']');
        } else {
            to.append(host);
        }
        if (port >= 0) {
            to.append(':').append(port);
        }
    }

    private static Optional<HostPort> withPort(String host, String rest) {
        var lower = host.toLowerCase(Locale.ROOT);
        if (rest.isBlank()) {
            return Optional.of(new HostPort(lower, -1));
        }
        var port = rest.startsWith(":") ? Grammar.number(rest.substring(1).strip()) : -1;
        return port < 0 || port > 65535 ? Optional.empty() : Optional.of(new HostPort(lower, (int) port));
    }

    private static boolean isName(String host) {
        for (var i = 0; i < host.length(); i++) {
            var c = host.charAt(i);
            if (!Grammar.isAlphanumeric(c) && c != '.' && c != '-' && c != '_') {
                return false;
            }
        }
        return !host.isEmpty() && host.length() <= 255;
    }

    private static boolean isAddress6(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (Character.digit(c, 16) < 0 && c != ':' && c != '.') {
                return false;
            }
        }
        return text.indexOf(':') >= 0 && text.length() <= 45;
    }
}
