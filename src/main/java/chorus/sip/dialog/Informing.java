package chorus.sip.dialog;

import chorus.sip.message.SipResponse;
import chorus.sip.transaction.ClientListener;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// What is told to the far side by INFO (RFC 6086), one at a time, so that none overtakes another. Lives on the loop.
final class Informing implements ClientListener {
    private static final int MOST_WAITING = 64;

    private final UserAgent agent;
    private final DialogState state;
    private final Queue<Told> waiting = new ArrayDeque<>();

    private record Told(DialogRequest.Body body, Runnable refused) {}

    Informing(UserAgent agent, DialogState state) {
        this.agent = agent;
        this.state = state;
    }

    /// Tells this once what waits already was taken; more than 64 do not wait.
    void tell(DialogRequest.Body body, Runnable refused) {
        if (!state.takesInfo()) {
            agent.tell(refused);
        } else if (waiting.size() < MOST_WAITING) {
            waiting.add(new Told(body, refused));
            if (waiting.size() == 1) {
                send();
            }
        }
    }

    /// The call is over.
    void close() {
        waiting.clear();
    }

    @Override
    public void responded(SipResponse response) {
        if (!response.isFinal()) {
            return;
        }
        if (response.isSuccess()) {
            waiting.poll();
            send();
        } else {
            state.refusesInfo();
            refuse();
        }
    }

    /// What nobody answered for half a minute is too old to be told otherwise.
    @Override
    public void unanswered() {
        state.refusesInfo();
        waiting.clear();
    }

    private void send() {
        var next = waiting.peek();
        if (next != null) {
            new DialogRequest(agent, state, "INFO", List.of(), Optional.of(next.body()), this).send();
        }
    }

    private void refuse() {
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            agent.tell(next.refused());
        }
    }
}
