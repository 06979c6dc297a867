package chorus.provider.sip;

import chorus.audio.AudioFormat;
import chorus.sip.sdp.Codec;
import java.util.List;
import java.util.Locale;

/// The codecs that SIP calls may speak, best first.
final class Codecs {
    static final List<Codec> SPOKEN = List.of(Codec.PCMU, Codec.PCMA, Codec.TELEPHONE_EVENT);

    private Codecs() {}

    /// The format of a negotiated codec, which is one of [#SPOKEN].
    static AudioFormat format(Codec codec) {
        return AudioFormat.valueOf(codec.name().toUpperCase(Locale.ROOT));
    }
}
