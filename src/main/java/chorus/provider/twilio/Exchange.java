package chorus.provider.twilio;

import chorus.mediastream.Homes;
import java.time.Duration;

/// What calls at Twilio are made of.
///
/// @param silence how long a stream may bring nothing at all; zero: for ever
record Exchange(
        TwilioRest rest, TwilioUrls urls, TwilioCalls calls, AwaitedStreams streams, Homes homes, Duration silence) {}
