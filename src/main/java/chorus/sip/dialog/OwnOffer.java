package chorus.sip.dialog;

import chorus.sip.message.Header;
import chorus.sip.message.SipResponse;
import chorus.sip.transaction.ClientListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A re-INVITE of ours on its way, which changes the session (§14.1). Lives on the loop.
final class OwnOffer implements ClientListener {
    private final UserAgent agent;
    private final Changes changes;
    private final SessionKeeper keeper;
    private final OfferListener listener;

    private OwnOffer(UserAgent agent, Changes changes, SessionKeeper keeper, OfferListener listener) {
        this.agent = agent;
        this.changes = changes;
        this.keeper = keeper;
        this.listener = listener;
    }

    /// Sends it; what stands against it is told as the far side would tell it.
    static void send(
            UserAgent agent,
            DialogState state,
            Changes changes,
            SessionKeeper keeper,
            String sdp,
            OfferListener listener) {
        if (!changes.begin()) {
            agent.tell(() -> listener.answered(491, "Request Pending", Optional.empty()));
            return;
        }
        changes.describe(sdp);
        var headers = new ArrayList<Header>(
                List.of(new Header("Allow", Rules.ALLOW), new Header("Supported", Rules.SUPPORTED)));
        keeper.terms()
                .ifPresent(
                        terms -> headers.addAll(agent.sessions().asking(terms.interval(), Optional.of(Refresher.UAC))));
        var offer = new OwnOffer(agent, changes, keeper, listener);
        new DialogRequest(agent, state, "INVITE", headers, Optional.of(DialogRequest.Body.sdp(sdp)), offer).send();
    }

    @Override
    public void responded(SipResponse response) {
        if (!response.isFinal()) {
            return;
        }
        changes.over();
        if (response.isSuccess()) {
            keeper.got(response);
        }
        var theirs = response.isSuccess() ? Rules.sdp(response) : Optional.<String>empty();
        agent.tell(() -> listener.answered(response.status(), response.reason(), theirs));
    }

    @Override
    public void unanswered() {
        changes.over();
        agent.tell(() -> listener.answered(0, "No answer came.", Optional.empty()));
    }
}
