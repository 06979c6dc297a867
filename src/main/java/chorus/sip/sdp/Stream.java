package chorus.sip.sdp;

import java.util.List;
import java.util.Optional;

/// The audio section of a description that we take, and how it is secured.
///
/// @param at     its place among the sections
/// @param crypto the keys, when it is encrypted
record Stream(int at, Media media, Optional<Security.Chosen> crypto) {
    static final String PLAIN = "RTP/AVP";
    static final String SECURED = "RTP/SAVP";

    /// The section of an offer to answer: an encrypted one, if we want that, before one in the clear.
    static Optional<Stream> offered(List<Media> sections, Security security) {
        Optional<Stream> plain = Optional.empty();
        for (var i = 0; i < sections.size(); i++) {
            var media = sections.get(i);
            if (isAudio(media)) {
                var chosen =
                        mayEncrypt(media, security.wish()) ? security.answer(media) : Optional.<Security.Chosen>empty();
                if (chosen.isPresent()) {
                    return Optional.of(new Stream(i, media, chosen));
                }
                if (plain.isEmpty() && media.protocol().equals(PLAIN)) {
                    plain = Optional.of(new Stream(i, media, Optional.empty()));
                }
            }
        }
        return plain.filter(_ -> security.wish() != Security.Wish.ENCRYPTED);
    }

    /// The section of an answer. One that claims encryption must carry a usable key: it is never taken as plain.
    static Optional<Stream> answered(List<Media> sections, Security security) {
        for (var i = 0; i < sections.size(); i++) {
            var media = sections.get(i);
            if (isAudio(media)) {
                var stream = new Stream(
                        i, media, mayEncrypt(media, security.wish()) ? security.accept(media) : Optional.empty());
                return Optional.of(stream).filter(each -> each.isWhatWasAsked(security));
            }
        }
        return Optional.empty();
    }

    /// Why there is none, beginning with the line that decided.
    static String whyNot(List<Media> sections, Security security) {
        var audio = sections.stream().filter(Stream::isAudio).findFirst();
        if (audio.isEmpty()) {
            return sections.isEmpty()
                    ? "there is no m= line at all"
                    : sections.getFirst().line() + ": there is no audio stream that is open";
        }
        return audio.get().line() + whyNot(audio.get(), security);
    }

    private static String whyNot(Media audio, Security security) {
        var protocol = audio.protocol();
        if (protocol.equals(PLAIN) && security.wish() == Security.Wish.ENCRYPTED) {
            return ": audio comes as RTP/AVP, and sipSrtp of this number is required: let the far side send RTP/SAVP";
        }
        if (protocol.equals(SECURED) && !security.encrypts()) {
            return ": audio comes as RTP/SAVP only, and sipSrtp of this number is off: set it to optional or required";
        }
        if (protocol.equals(SECURED) || protocol.equals(PLAIN)) {
            return Security.isMarked(audio)
                    ? " with a=crypto:" + Security.suites(audio)
                            + ": no such line is usable, for its key, suite or parameters are not spoken here"
                    : ": a=crypto is missing in it, so that there is no key";
        }
        return ": audio comes as " + protocol + " only, and RTP/AVP and RTP/SAVP are what we speak";
    }

    private boolean isWhatWasAsked(Security security) {
        var mustEncrypt = security.wish() == Security.Wish.ENCRYPTED
                || !media.protocol().equals(PLAIN)
                || (security.encrypts() && Security.isMarked(media));
        return crypto.isPresent() || !mustEncrypt;
    }

    private static boolean mayEncrypt(Media media, Security.Wish wish) {
        return switch (wish) {
            case PLAIN -> false;
            case EITHER -> media.protocol().equals(SECURED) || media.protocol().equals(PLAIN);
            case ENCRYPTED -> media.protocol().equals(SECURED);
        };
    }

    private static boolean isAudio(Media media) {
        return media.kind().equals("audio") && media.port() > 0;
    }
}
