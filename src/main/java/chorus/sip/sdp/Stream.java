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

    /// The same with reports as early as the writer likes (RFC 4585, RFC 5124), which asks nothing of us.
    private static final String WITH_FEEDBACK = "F";

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
                if (plain.isEmpty() && is(PLAIN, media)) {
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
    static Answer whyNot(List<Media> sections, Security security) {
        return sections.stream()
                .filter(Stream::isAudio)
                .findFirst()
                .map(audio -> whyNot(audio, security))
                .orElseGet(() -> new Answer.NoUsableAudio(
                        sections.isEmpty()
                                ? "there is no m= line at all"
                                : sections.getFirst().line() + ": there is no audio stream that is open"));
    }

    private static Answer whyNot(Media audio, Security security) {
        var comes = audio.line() + ": audio comes as " + audio.protocol();
        if (is(PLAIN, audio) && security.wish() == Security.Wish.ENCRYPTED) {
            return new Answer.NoCommonEncryption(
                    comes + ", and sipSrtp of this number is required: let the far side send RTP/SAVP");
        }
        if (is(SECURED, audio) && !security.encrypts()) {
            return new Answer.NoCommonEncryption(
                    comes + " only, and sipSrtp of this number is off: set it to optional or required");
        }
        if (is(SECURED, audio) || is(PLAIN, audio)) {
            return new Answer.NoCommonEncryption(
                    Security.isMarked(audio)
                            ? audio.line() + " with a=crypto:" + Security.suites(audio)
                                    + ": no such line is usable, for its key, suite or parameters are not spoken here"
                            : audio.line() + ": a=crypto is missing in it, so that there is no key");
        }
        var unknown = comes + " only, and RTP/AVP and RTP/SAVP are what we speak";
        return audio.protocol().contains("SAVP")
                ? new Answer.NoCommonEncryption(unknown)
                : new Answer.NoUsableAudio(unknown);
    }

    private boolean isWhatWasAsked(Security security) {
        var mustEncrypt = security.wish() == Security.Wish.ENCRYPTED
                || !is(PLAIN, media)
                || (security.encrypts() && Security.isMarked(media));
        return crypto.isPresent() || !mustEncrypt;
    }

    private static boolean mayEncrypt(Media media, Security.Wish wish) {
        return switch (wish) {
            case PLAIN -> false;
            case EITHER -> is(SECURED, media) || is(PLAIN, media);
            case ENCRYPTED -> is(SECURED, media);
        };
    }

    private static boolean is(String profile, Media media) {
        return media.protocol().equals(profile) || media.protocol().equals(profile + WITH_FEEDBACK);
    }

    private static boolean isAudio(Media media) {
        return media.kind().equals("audio") && media.port() > 0;
    }
}
