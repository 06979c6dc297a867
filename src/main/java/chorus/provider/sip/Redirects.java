package chorus.provider.sip;

import chorus.phonebook.Trunk;
import chorus.sip.message.NameAddr;
import chorus.sip.message.SipResponse;
import chorus.sip.message.SipUri;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The contacts of 3xx answers that one call follows: those of the trunk's own, each once, a few in all.
final class Redirects {
    private static final int MOST = 5;

    private final Trunk trunk;
    private final String dialled;
    private final Predicate<String> mayReach;
    private final Set<String> seen = new HashSet<>();
    private String barred = "";

    /// @param mayReach whether a user other than the one that was dialled may be called
    Redirects(Trunk trunk, SipUri first, Predicate<String> mayReach) {
        this.trunk = trunk;
        this.dialled = first.user();
        this.mayReach = mayReach;
        seen.add(first.toString());
    }

    /// Where to call next; empty when nothing of this answer may be followed.
    Optional<SipUri> next(SipResponse response) {
        if (seen.size() > MOST) {
            return Optional.empty();
        }
        var next = response.headers().values("Contact").stream()
                .limit(20)
                .flatMap(contact -> NameAddr.parse(contact).stream())
                .sorted(Comparator.comparingDouble(Redirects::preference).reversed())
                .map(Redirects::plain)
                .filter(uri -> uri.isSip() && CallRoute.owns(trunk, uri.host()) && !seen.contains(uri.toString()))
                .filter(this::isAllowed)
                .findFirst();
        next.ifPresent(uri -> seen.add(uri.toString()));
        return next;
    }

    /// Why nothing was followed, for the trace.
    String refusal() {
        if (!barred.isEmpty()) {
            return "not followed, because " + barred + " may not be called from this number.";
        }
        var reason = seen.size() > MOST
                ? "it was redirected more than " + MOST + " times"
                : "no contact lies within the trunk's own domain and was not tried before";
        return "not followed, because " + reason + ".";
    }

    private boolean isAllowed(SipUri uri) {
        var allowed = uri.user().equals(dialled) || mayReach.test(uri.user());
        if (!allowed) {
            barred = uri.user();
        }
        return allowed;
    }

    private static double preference(NameAddr contact) {
        try {
            return contact.params().get("q").map(Double::parseDouble).orElse(1.0);
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }

    /// Headers that a contact asks for (`?Route=…`) are not ours to send.
    private static SipUri plain(NameAddr contact) {
        var uri = contact.uri();
        return uri.headers().isEmpty()
                ? uri
                : new SipUri(uri.scheme(), uri.user(), uri.userParams(), uri.host(), uri.port(), uri.params(), "");
    }
}
