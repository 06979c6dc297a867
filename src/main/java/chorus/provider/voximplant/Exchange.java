package chorus.provider.voximplant;

import chorus.mediastream.Homes;
import java.time.Duration;

/// What calls at Voximplant are made of.
///
/// @param silence how long a stream may bring nothing at all; zero: for ever
record Exchange(
        VoximplantRest rest,
        VoximplantUrls urls,
        Links links,
        VoximplantCalls calls,
        AwaitedStreams streams,
        Homes homes,
        SessionControl control,
        VoximplantBooks books,
        Duration silence) {}
