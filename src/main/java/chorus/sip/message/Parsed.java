package chorus.sip.message;

import java.util.Optional;

/// What the parser made of some bytes.
public sealed interface Parsed {
    record Sound(SipMessage message) implements Parsed {}

    /// Not a message that can be acted upon.
    ///
    /// @param status     what to answer: 400, or a more fitting one
    /// @param problem    what is wrong, fit for a response's phrase
    /// @param answerable what is left of a request, when that is enough to answer it
    record Broken(int status, String problem, Optional<Answerable> answerable) implements Parsed {}
}
