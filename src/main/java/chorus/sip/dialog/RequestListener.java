package chorus.sip.dialog;

import chorus.sip.message.SipResponse;
import chorus.sip.transport.Target;
import java.util.Optional;

/// Hears the end of a request of ours. Called exactly once, on the endpoint's loop; must not block.
@FunctionalInterface
public interface RequestListener {
    void done(Outcome outcome);

    /// How a request ended.
    sealed interface Outcome {}

    /// A final response, and who gave it.
    ///
    /// @param contact our Contact as it was sent
    /// @param newer   our Contact as it would be sent now, for the answer may tell how the far side sees us
    /// @param refusal why a 401 or 407 could not be helped, as a sentence
    record Reply(SipResponse response, Target target, String contact, String newer, Optional<String> refusal)
            implements Outcome {}

    /// None of the targets answered.
    record Unanswered(String why) implements Outcome {}
}
