package chorus.provider.voximplant;

import chorus.phonebook.Trunk;
import chorus.phonebook.VoximplantAccount;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;

/// Where this instance stands towards Voximplant.
///
/// @param publicUrl under which Voximplant reaches us; without it no number can be connected
/// @param apiUrl    in the place of Voximplant's own management API
/// @param standard  the account of numbers that name none
public record VoximplantOptions(Optional<URI> publicUrl, Optional<URI> apiUrl, Optional<VoximplantAccount> standard) {
    private static final String APPLICATION = "chorus";

    /// Our addresses for Voximplant; absent as long as there is an obstacle.
    Optional<VoximplantUrls> urls() {
        return obstacle().isPresent() ? Optional.empty() : publicUrl.map(VoximplantUrls::new);
    }

    /// What keeps Voximplant from reaching us, in a sentence that says what to set.
    Optional<String> obstacle() {
        if (publicUrl.isEmpty()) {
            return Optional.of("Voximplant cannot reach this instance: set CHORUS_PUBLIC_URL to the https:// address"
                    + " under which the internet reaches it, and start again.");
        }
        return apiUrl.isEmpty() && !"https".equals(publicUrl.get().getScheme())
                ? Optional.of("Voximplant brings sound over TLS only: CHORUS_PUBLIC_URL is " + publicUrl.get()
                        + ", set it to an https:// address and start again.")
                : Optional.empty();
    }

    /// Where a number lives; absent for one that names no account while there is none in the settings.
    Optional<Place> place(Trunk.Voximplant trunk) {
        return trunk.account()
                .or(() -> standard)
                .map(account -> new Place(account, trunk.applicationName().orElse(APPLICATION)));
    }

    /// Whether what stands in for Voximplant is on this machine, where sessions are commanded without TLS too.
    boolean isRehearsal() {
        return apiUrl.filter(url -> "http".equals(url.getScheme()) && isLoopback(String.valueOf(url.getHost())))
                .isPresent();
    }

    static boolean isLoopback(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// An application of an account.
    record Place(VoximplantAccount account, String application) {}
}
