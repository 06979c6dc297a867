package chorus.call;

/// The final word of a phone network about a call that we placed, as it was said.
///
/// @param code   SIP's status, or the provider's own code
/// @param phrase what came with it, such as `Busy Here`
public record NetworkAnswer(int code, String phrase) {
    private static final int LONGEST = 200;

    public NetworkAnswer {
        phrase = phrase.length() <= LONGEST ? phrase : phrase.substring(0, LONGEST);
    }

    @Override
    public String toString() {
        return (code + " " + phrase).strip();
    }
}
