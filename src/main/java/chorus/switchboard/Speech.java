package chorus.switchboard;

/// A voice for the few sentences the switchboard itself has to say.
public interface Speech {
    /// The sentence as PCMU at 8 kHz; empty when there is no voice.
    byte[] pcmu(String sentence);
}
