package chorus.sip.sdp;

/// What comes of an offer.
public sealed interface Answer {
    /// @param description our answer, when the offer was theirs; their answer, when it was ours
    record Accepted(SessionDescription description, Negotiated negotiated) implements Answer {}

    /// There is audio, but no codec that both sides speak (488).
    ///
    /// @param offered the line of the audio, and the names of what it stands for
    record NoCommonCodec(String offered) implements Answer {}

    /// There is no audio stream that we could take: none at all, or only secured ones (488).
    record NoUsableAudio(String why) implements Answer {}
}
