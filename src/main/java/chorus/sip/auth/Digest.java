package chorus.sip.auth;

import chorus.sip.message.Header;
import chorus.sip.message.SipResponse;
import chorus.sip.message.SipUri;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The challenges that one request of ours met, and our answers to them (RFC 3261 §22, RFC 8760). One owner, no locks.
public final class Digest {
    private static final int MOST_ROUNDS = 3;
    private static final int MOST_REALMS = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Credentials credentials;
    private final Supplier<String> cnonces;
    private final Map<Place, Held> held = new LinkedHashMap<>();
    private int rounds;

    private record Place(String header, String realm) {}

    private static final class Held {
        private final Challenge challenge;
        private int count;

        private Held(Challenge challenge) {
            this.challenge = challenge;
        }
    }

    public Digest(Credentials credentials) {
        this(credentials, Digest::random);
    }

    Digest(Credentials credentials, Supplier<String> cnonces) {
        this.credentials = credentials;
        this.cnonces = cnonces;
    }

    /// Takes the challenges of a 401 or 407.
    ///
    /// A second challenge for what was answered says that the answer was wrong, unless it says that the nonce was
    /// stale (RFC 7616 §3.3): asking on with the same password is what registrars lock people out for.
    ///
    /// @return why asking again is of no use, as a sentence; empty when it is
    public Optional<String> take(SipResponse response) {
        if (++rounds > MOST_ROUNDS) {
            return Optional.of("The far side asks for a password again and again.");
        }
        var proxy = response.status() == 407;
        var all = response.headers().fields(proxy ? "Proxy-Authenticate" : "WWW-Authenticate").stream()
                .flatMap(field -> Challenge.parse(field).stream())
                .toList();
        var best = strongest(all);
        if (best.isEmpty() || best.size() > MOST_REALMS) {
            return Optional.of("The far side asks for a password in no way known here; it must offer Digest with"
                    + " SHA-256, SHA-512-256 or MD5, and qop auth or none.");
        }
        for (var challenge : best.values()) {
            var place = new Place(proxy ? "Proxy-Authorization" : "Authorization", challenge.get("realm"));
            if (held.containsKey(place) && !challenge.isStale()) {
                return Optional.of("The far side does not accept the user name or the password.");
            }
            held.put(place, new Held(challenge));
        }
        return Optional.empty();
    }

    /// The next request goes to another server, whose challenges are its own.
    public void elsewhere() {
        held.clear();
        rounds = 0;
    }

    /// What to add to the request when it is sent again.
    public List<Header> headers(String method, SipUri uri) {
        return headers(method, uri.toString());
    }

    List<Header> headers(String method, String uri) {
        var headers = new ArrayList<Header>(2);
        held.forEach((place, known) -> headers.add(new Header(place.header(), answer(known, method, uri))));
        return headers;
    }

    private static Map<String, Challenge> strongest(List<Challenge> all) {
        var best = new LinkedHashMap<String, Challenge>();
        all.stream()
                .filter(Challenge::isUsable)
                .sorted(Comparator.comparing(challenge -> challenge.algorithm().orElseThrow()))
                .forEach(challenge -> best.putIfAbsent(challenge.get("realm"), challenge));
        return best;
    }

    private String answer(Held known, String method, String uri) {
        var challenge = known.challenge;
        var hash = challenge.algorithm().orElseThrow();
        var secret = hash.hash(credentials.username() + ":" + plain(challenge.get("realm")) + ":"
                + credentials.password().get());
        var asked = hash.hash(method + ":" + uri);
        var text = new StringBuilder("Digest username=\"" + quoted(credentials.username()) + "\", realm=\""
                + challenge.get("realm") + "\", nonce=\"" + challenge.get("nonce") + "\", uri=\"" + uri + "\"");
        var nonce = plain(challenge.get("nonce"));
        if (challenge.offersAuth()) {
            var count = "%08x".formatted(++known.count);
            var cnonce = cnonces.get();
            var response = hash.hash(secret + ":" + nonce + ":" + count + ":" + cnonce + ":auth:" + asked);
            text.append(", response=\"" + response + "\", qop=auth, nc=" + count + ", cnonce=\"" + cnonce + "\"");
        } else {
            text.append(", response=\"" + hash.hash(secret + ":" + nonce + ":" + asked) + "\"");
        }
        if (challenge.params().containsKey("algorithm")) {
            text.append(", algorithm=" + challenge.get("algorithm"));
        }
        if (challenge.params().containsKey("opaque")) {
            text.append(", opaque=\"" + challenge.get("opaque") + "\"");
        }
        return text.toString();
    }

    private static String plain(String quoted) {
        return quoted.replaceAll("\\\\(.)", "$1");
    }

    private static String quoted(String plain) {
        return plain.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String random() {
        var bytes = new byte[12];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
