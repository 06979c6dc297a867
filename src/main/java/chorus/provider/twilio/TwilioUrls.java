package chorus.provider.twilio;

import java.net.URI;

/// Our addresses as Twilio is given them, and as it signs them: all under the public URL.
///
/// @param base such as `https://chorus.example.com`
record TwilioUrls(URI base) {
    static final String VOICE = "/twilio/voice";
    static final String FALLBACK = "/twilio/fallback";
    static final String STATUS = "/twilio/status";
    static final String MEDIA = "/twilio/media";
    static final String STREAM = "/twilio/stream";
    static final String AFTER = "/twilio/after";
    static final String DIALLED = "/twilio/dialled";
    static final String TARGET = "/twilio/target";
    static final String MACHINE = "/twilio/machine";

    TwilioUrls {
        if (base.getHost() == null || !String.valueOf(base.getScheme()).matches("https?")) {
            throw new IllegalArgumentException(base + " is no http:// or https:// address.");
        }
    }

    /// Where a number's calls are announced.
    URI voice() {
        return under(VOICE);
    }

    /// Where they are announced when [#voice] did not answer.
    URI fallback() {
        return under(FALLBACK);
    }

    /// Where the progress and the end of calls are told.
    URI status() {
        return under(STATUS);
    }

    /// Where it is told what becomes of a stream.
    URI stream() {
        return under(STREAM);
    }

    /// Where a call's sound is brought: `wss://`, for an `https://` base.
    URI media() {
        return URI.create(sockets() + MEDIA);
    }

    /// What to look at when a stream does not come.
    String reachable() {
        return "Does " + media() + " reach this server, with WebSockets passed on?";
    }

    /// The public URL as sockets are asked for under it, without a slash at its end.
    String sockets() {
        return "ws" + under("").toString().substring("http".length());
    }

    /// One of our paths under the public URL.
    URI under(String path) {
        var start = base.toString();
        return URI.create((start.endsWith("/") ? start.substring(0, start.length() - 1) : start) + path);
    }
}
