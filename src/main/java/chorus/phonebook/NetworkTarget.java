package chorus.phonebook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Judges, without asking DNS, the hosts and addresses that customers let us connect to.
final class NetworkTarget {
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");
    private static final Pattern DOTTED =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\]]*]|[^:]*)(?::(\\d{1,5}))?");
    private static final String PRIVATE =
            "points to a private or loopback address, which the operator of this server does not allow";
    private static final int LONGEST_HOST = 253;

    private NetworkTarget() {}

    /// What is wrong with a host name or address, if anything.
    static Optional<String> problemOfHost(String host, boolean denyPrivate) {
        if (host.contains("://") || host.regionMatches(true, 0, "sip:", 0, 4)) {
            return Optional.of("must be a host name or an address alone, without a scheme such as sip:");
        }
        if (!isName(host) && literal(host).isEmpty()) {
            return Optional.of("must be a host name or an IP address, such as pbx.example.com");
        }
        return denyPrivate && isPrivate(host) ? Optional.of(PRIVATE) : Optional.empty();
    }

    /// The same for a host that may carry a port, `pbx.example.com:5070`.
    static Optional<String> problemOfHostAndPort(String text, boolean denyPrivate) {
        var parts = HOST_AND_PORT.matcher(text);
        if (literal(text).isPresent() || !parts.matches() || parts.group(2) == null) {
            return problemOfHost(text, denyPrivate);
        }
        var port = Integer.parseInt(parts.group(2));
        return port >= 1 && port <= 65_535
                ? problemOfHost(parts.group(1), denyPrivate)
                : Optional.of("has a port that is not from 1 to 65535");
    }

    static Optional<String> problemOfAddress(InetAddress address, boolean denyPrivate) {
        return denyPrivate && PrivateAddresses.contain(address) ? Optional.of(PRIVATE) : Optional.empty();
    }

    /// What is wrong with an address to connect to: its scheme must be one of `schemes`.
    static Optional<String> problemOfUrl(String text, Set<String> schemes, boolean denyPrivate) {
        var uri = parsed(text);
        var scheme = uri.map(URI::getScheme).map(word -> word.toLowerCase(Locale.ROOT));
        if (scheme.filter(schemes::contains).isEmpty()) {
            var words = schemes.stream().sorted().map(word -> word + "://").toList();
            return Optional.of("must be an address that begins with " + String.join(" or ", words));
        }
        return uri.flatMap(address -> problemOfParts(address, denyPrivate));
    }

    /// One way to write a host: an IPv6 address without brackets, a name without the dot of the root.
    static String plainHost(String host) {
        var bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }

    /// The same for a host that may carry a port, so that an IPv6 address has brackets.
    static String plainHostAndPort(String text) {
        var parts = HOST_AND_PORT.matcher(text);
        if (literal(text).isPresent() || !parts.matches()) {
            return bracketed(plainHost(text));
        }
        var port = parts.group(2) == null ? "" : ":" + parts.group(2);
        return bracketed(plainHost(parts.group(1))) + port;
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static Optional<String> problemOfParts(URI uri, boolean denyPrivate) {
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            return Optional.of("must name a host");
        }
        if (uri.getRawUserInfo() != null) {
            return Optional.of("must not contain a user name or password: send them in a header");
        }
        if (uri.getRawFragment() != null) {
            return Optional.of("must not contain a fragment (#…)");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            return Optional.of("has a port that is not from 1 to 65535");
        }
        return problemOfHost(uri.getHost(), denyPrivate);
    }

    private static Optional<URI> parsed(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isName(String host) {
        var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        var labels = name.split("\\.", -1);
        var last = labels[labels.length - 1];
        return name.length() <= LONGEST_HOST
                && java.util.Arrays.stream(labels)
                        .allMatch(label -> LABEL.matcher(label).matches())
                && !last.chars().allMatch(Character::isDigit);
    }

    private static boolean isPrivate(String host) {
        var name = host.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || literal(host).filter(PrivateAddresses::contain).isPresent();
    }

    private static Optional<InetAddress> literal(String host) {
        var bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (!DOTTED.matcher(bare).matches() && !bare.contains(":")) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
