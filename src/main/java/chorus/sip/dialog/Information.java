package chorus.sip.dialog;

import chorus.sip.message.SipResponse;
import chorus.sip.transaction.ClientListener;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/// Bodies on their way by INFO (RFC 6086), each once the one before was accepted, so that none overtakes another. Lives
/// on the loop.
final class Information implements ClientListener {
    private final UserAgent agent;
    private final DialogState state;
    private final String contentType;
    private final List<String> bodies;
    private final IntConsumer untold;
    private int at;

    Information(
            UserAgent agent, DialogState state, String contentType, List<String> bodies, IntConsumer untold) {
        this.agent = agent;
        this.state = state;
        this.contentType = contentType;
        this.bodies = List.copyOf(bodies);
        this.untold = untold;
    }

    void start() {
        if (at < bodies.size()) {
            var body = new DialogRequest.Body(contentType, bodies.get(at));
            new DialogRequest(agent, state, "INFO", List.of(), Optional.of(body), this).send();
        }
    }

    @Override
    public void responded(SipResponse response) {
        if (response.isSuccess()) {
            at++;
            start();
        } else if (response.isFinal()) {
            unanswered();
        }
    }

    @Override
    public void unanswered() {
        agent.tell(() -> untold.accept(at));
    }
}
