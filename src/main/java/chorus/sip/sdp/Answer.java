package chorus.sip.sdp;

/// What comes of an offer.
public sealed interface Answer {
    /// @param description our answer, when the offer was theirs; their answer, when it was ours
    record Accepted(SessionDescription description, Negotiated negotiated) implements Answer {}

    /// There is audio, but no codec that both sides speak (488).
    ///
    /// @param offered the line of the audio, and the names of what it stands for
    record NoCommonCodec(String offered) implements Answer {}

    /// There is no audio stream that we could take (488).
    record NoUsableAudio(String why) implements Answer {}

    /// There is audio, but one side wants it encrypted and the other not, or neither way known to both (488).
    record NoCommonEncryption(String why) implements Answer {}
}
