package chorus.sip.dialog;

import chorus.sip.message.Header;
import chorus.sip.message.SipResponse;
import chorus.sip.transaction.ClientListener;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A BYE of ours on its way (§15.1.1): any final answer ends the dialog, and so does none. Lives on the loop.
final class Leaving implements ClientListener {
    private final Ended ended;
    private final Consumer<Ended> over;

    private Leaving(Ended ended, Consumer<Ended> over) {
        this.ended = ended;
        this.over = over;
    }

    /// @param more headers such as `Reason`
    /// @param over told how the dialog ended, once it has
    static void send(UserAgent agent, DialogState state, List<Header> more, Ended ended, Consumer<Ended> over) {
        new DialogRequest(agent, state, "BYE", more, Optional.empty(), new Leaving(ended, over)).send();
    }

    @Override
    public void responded(SipResponse response) {
        if (response.isFinal()) {
            over.accept(ended);
        }
    }

    @Override
    public void unanswered() {
        over.accept(new Ended(ended.cause(), ended.detail().isEmpty() ? "Our BYE was not answered." : ended.detail()));
    }
}
