package chorus.provider.sip;

import chorus.provider.Checklist;
import chorus.sip.message.SipResponse;
import chorus.sip.sdp.Codec;
import chorus.sip.sdp.SessionDescription;
import java.util.List;
import java.util.stream.Collectors;

/// Compares the sound that the far side describes with what we speak.
final class CodecCheck {
    private CodecCheck() {}

    static void of(SipResponse options, Checklist list) {
        if (options.body().isEmpty()
                || !(SessionDescription.parse(options.body()) instanceof SessionDescription.Parsed.Sound(var theirs))) {
            list.skipped("codecs", "The answer to OPTIONS describes no sound; a call will tell.");
            return;
        }
        var formats = theirs.media().stream()
                .filter(media -> media.kind().equals("audio"))
                .flatMap(media -> media.formats().stream())
                .toList();
        var common = common(formats);
        if (common.isEmpty()) {
            list.failed(
                    "codecs",
                    "The far side speaks the RTP payload types " + formats + ", we " + spoken() + ".",
                    "Allow PCMU (ulaw) or PCMA (alaw) on the far side's trunk.");
        } else {
            list.passed("codecs", "In common: " + String.join(", ", common) + ".");
        }
    }

    /// Keys are no sound.
    private static boolean isSound(Codec codec) {
        return !codec.equals(Codec.TELEPHONE_EVENT);
    }

    private static List<String> common(List<String> formats) {
        return Codecs.SPOKEN.stream()
                .filter(CodecCheck::isSound)
                .filter(codec -> formats.contains(Integer.toString(codec.payloadType())))
                .map(Codec::name)
                .distinct()
                .toList();
    }

    private static String spoken() {
        return Codecs.SPOKEN.stream()
                .filter(CodecCheck::isSound)
                .map(Codec::name)
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
