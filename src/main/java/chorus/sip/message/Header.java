package chorus.sip.message;

/// One header field: a name, canonical where it is known, and its unfolded value.
///
/// A header cannot carry a line break, so nothing can be smuggled into a message through it; nor any other control
/// character that is not quoted.
public record Header(String name, String value) {
    public Header {
        var known = HeaderNames.known(name);
        if (known.isEmpty() && !Grammar.isToken(name)) {
            throw new IllegalArgumentException("A header's name is a token, such as Retry-After.");
        }
        name = known.orElse(name);
        if (!Grammar.isFieldText(value)) {
            throw new IllegalArgumentException(
                    "The value of header " + name + " holds a control character, such as a line break.");
        }
    }

    /// Has this name, whatever the case.
    boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }
}
