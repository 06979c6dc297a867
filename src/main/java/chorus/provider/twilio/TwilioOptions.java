package chorus.provider.twilio;

import java.net.URI;
import java.util.Optional;

/// Where this instance stands towards Twilio.
///
/// @param publicUrl under which Twilio reaches us; without it no number can be connected
/// @param apiUrl    in the place of Twilio's own REST API
public record TwilioOptions(Optional<URI> publicUrl, Optional<URI> apiUrl) {
    /// Our addresses for Twilio; absent as long as there is an obstacle.
    Optional<TwilioUrls> urls() {
        return obstacle().isPresent() ? Optional.empty() : publicUrl.map(TwilioUrls::new);
    }

    /// What keeps Twilio from reaching us, in a sentence that says what to set.
    ///
    /// Media Streams come over `wss://` only, so the address must be `https://`; what stands in for Twilio is
    /// not so strict.
    Optional<String> obstacle() {
        if (publicUrl.isEmpty()) {
            return Optional.of("Twilio cannot reach this instance: set CHORUS_PUBLIC_URL to the https:// address under"
                    + " which the internet reaches it, and start again.");
        }
        return apiUrl.isEmpty() && !"https".equals(publicUrl.get().getScheme())
                ? Optional.of("Twilio brings calls over TLS only: CHORUS_PUBLIC_URL is " + publicUrl.get()
                        + ", set it to an https:// address and start again.")
                : Optional.empty();
    }
}
