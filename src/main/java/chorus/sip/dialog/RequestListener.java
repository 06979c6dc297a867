package chorus.sip.dialog;

import chorus.sip.message.SipResponse;
import chorus.sip.transport.Target;

/// Hears the end of a request of ours. Called exactly once, on the endpoint's loop; must not block.
@FunctionalInterface
public interface RequestListener {
    void done(Outcome outcome);

    /// How a request ended.
    sealed interface Outcome {}

    /// A final response, and who gave it. A 401 or 407 here means that our credentials did not help.
    record Reply(SipResponse response, Target target) implements Outcome {}

    /// None of the targets answered.
    record Unanswered(String why) implements Outcome {}
}
