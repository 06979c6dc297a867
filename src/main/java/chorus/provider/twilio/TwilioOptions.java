package chorus.provider.twilio;

import java.net.URI;
import java.util.Optional;

/// Where this instance stands towards Twilio.
///
/// @param publicUrl under which Twilio reaches us; without it no number can be connected
/// @param apiUrl    in the place of Twilio's own REST API
public record TwilioOptions(Optional<URI> publicUrl, Optional<URI> apiUrl) {}
