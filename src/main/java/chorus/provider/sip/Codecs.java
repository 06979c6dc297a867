package chorus.provider.sip;

import chorus.audio.AudioFormat;
import chorus.phonebook.SipStyle;
import chorus.phonebook.Trunk;
import chorus.rtp.SrtpKeys;
import chorus.rtp.SrtpSuite;
import chorus.sip.sdp.Codec;
import chorus.sip.sdp.LocalMedia;
import chorus.sip.sdp.Security;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The codecs that SIP calls may speak, best first, and how they are encrypted.
///
/// Agents speak PCMU: it comes first since nothing is then written anew here, and G.722 last, since its wider band ends
/// at the agent's 8,000 samples a second and costs more than all the rest of a call.
final class Codecs {
    static final List<Codec> SPOKEN =
            List.of(Codec.PCMU, Codec.PCMA, Codec.G722, Codec.COMFORT_NOISE, Codec.TELEPHONE_EVENT);

    private static final SecureRandom RANDOM = new SecureRandom();

    private Codecs() {}

    /// New keys, as the trunk wants its sound encrypted.
    static Security security(Trunk trunk) {
        var wanted = switch (trunk) {
            case Trunk.SipRegistration registration -> registration.style().srtp();
            case Trunk.SipAllowlist allowlist -> allowlist.style().srtp();
            case Trunk.Twilio twilio -> SipStyle.Srtp.OFF;
            case Trunk.Voximplant voximplant -> SipStyle.Srtp.OFF;
            case Trunk.Browser browser -> SipStyle.Srtp.OFF;
        };
        return switch (wanted) {
            case OFF -> Security.NONE;
            case OPTIONAL -> Security.of(Security.Wish.EITHER, RANDOM);
            case REQUIRED -> Security.of(Security.Wish.ENCRYPTED, RANDOM);
        };
    }

    /// The same wish, with new keys.
    static Security rekeyed(Security security) {
        return Security.of(security.wish(), RANDOM);
    }

    /// What an offer of ours says, for the record; its keys do not belong there.
    static String described(LocalMedia offered) {
        var names = offered.speaks().stream()
                .filter(codec -> !codec.equals(Codec.TELEPHONE_EVENT))
                .map(Codec::name)
                .collect(Collectors.joining(", "));
        return names
                + switch (offered.security().wish()) {
                    case PLAIN -> "; not encrypted (RTP/AVP), as sipSrtp off says";
                    case EITHER -> "; encrypted if the far side can (RTP/AVP with keys), as sipSrtp optional says";
                    case ENCRYPTED -> "; encrypted only (RTP/SAVP), as sipSrtp required says";
                };
    }

    static SrtpKeys keys(Security.Chosen chosen) {
        return new SrtpKeys(
                SrtpSuite.valueOf(chosen.ours().suite().name()),
                chosen.ours().key(),
                chosen.theirs().key());
    }

    /// The format of a negotiated codec, which is one of the sounding ones of [#SPOKEN].
    static AudioFormat format(Codec codec) {
        return AudioFormat.valueOf(codec.name().toUpperCase(Locale.ROOT));
    }
}
