package chorus.sip.message;

import java.util.Optional;

/// What the parser made of some bytes.
public sealed interface Parsed {
    record Sound(SipMessage message) implements Parsed {}

    /// Not a message that can be acted upon.
    ///
    /// @param status     what to answer: 400, or a more fitting one
    /// @param problem    what is wrong, fit for a response's phrase
    /// @param answerable the request, when so much of it could be read that it can be answered
    record Broken(int status, String problem, Optional<SipRequest> answerable) implements Parsed {}
}
