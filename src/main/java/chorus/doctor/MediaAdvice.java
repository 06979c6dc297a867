package chorus.doctor;

import java.util.List;

/// What to change about sound that could not be agreed on.
final class MediaAdvice {
    private MediaAdvice() {}

    /// People hang up when they are not heard.
    static List<String> oneWay(Evidence evidence) {
        return evidence.step("one-way audio")
                .map(step -> List.of("Open the way for sound: " + Advice.sentence(step.found())))
                .orElse(List.of());
    }

    /// Where the trace names a likeliest cause, it comes first.
    static List<String> silent(Evidence evidence) {
        var oneWay = oneWay(evidence);
        return oneWay.isEmpty()
                ? List.of("Find out why the phone fell silent without hanging up: it may have lost its network."
                        + " CHORUS_MEDIA_TIMEOUT_SECONDS says how long that is borne.")
                : oneWay;
    }

    static List<String> noCommonCodec(Evidence evidence) {
        var why = evidence.found("answer");
        if (why.contains("spoken here")) {
            return List.of("Allow PCMU (G.711 µ-law, `ulaw`) or PCMA (G.711 A-law, `alaw`) on the far side; "
                    + Advice.sentence(why));
        }
        if (why.contains("RTP/SAVP") || why.contains("encrypt") || why.contains("key")) {
            return List.of(
                    "Make `sipSrtp` of the number and the encryption of the far side agree: " + Advice.sentence(why));
        }
        return List.of("Let the far side offer one audio stream with PCMU or PCMA: " + Advice.sentence(why));
    }
}
