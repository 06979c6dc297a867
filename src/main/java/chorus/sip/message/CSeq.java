package chorus.sip.message;

import java.util.Optional;

/// The CSeq header (§20.16): `314159 INVITE`.
public record CSeq(long number, String method) {
    private static final long LARGEST = (1L << 31) - 1;

    public CSeq {
        if (number < 0 || number > LARGEST) {
            throw new IllegalArgumentException("A CSeq number is 0 to 2^31-1, not " + number + ".");
        }
    }

    static Optional<CSeq> parse(String text) {
        var space = 0;
        while (space < text.length() && text.charAt(space) != ' ' && text.charAt(space) != '\t') {
            space++;
        }
        var number = Grammar.number(text.substring(0, space));
        var method = text.substring(space).strip();
        return number < 0 || number > LARGEST || !Grammar.isToken(method)
                ? Optional.empty()
                : Optional.of(new CSeq(number, method));
    }

    @Override
    public String toString() {
        return number + " " + method;
    }
}
