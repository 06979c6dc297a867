package chorus.sip.dialog;

import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transport.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The branches on which a call of ours rings (§13.2.2.1). Lives on the loop.
final class Branches {
    private static final int MOST = 16;

    private final UserAgent agent;
    private final OutgoingInvite wanted;
    private final DialogListener listener;
    private final Map<DialogId, EarlyDialog> early = new HashMap<>();

    Branches(UserAgent agent, OutgoingInvite wanted, DialogListener listener) {
        this.agent = agent;
        this.wanted = wanted;
        this.listener = listener;
    }

    /// Takes a provisional answer.
    ///
    /// @return whether it is news
    boolean progressed(SipResponse response, SipRequest invite, Target target) {
        if (response.status() == 100 || response.to().tag().isEmpty()) {
            return true;
        }
        return branch(response, invite, target)
                .map(branch -> branch.progressed(response))
                .orElse(true);
    }

    /// The branch that gave a 2xx, which is an early dialog no more.
    EarlyDialog answered(SipResponse answer, SipRequest invite, Path path) {
        var known = early.remove(DialogId.ofOurs(answer));
        var branch = known == null ? begun(answer, invite, path) : known;
        branch.state().answeredOn(path, answer);
        return branch;
    }

    /// None of the others is wanted any more.
    void leave() {
        early.values().forEach(EarlyDialog::leave);
        early.clear();
    }

    private Optional<EarlyDialog> branch(SipResponse response, SipRequest invite, Target target) {
        var id = DialogId.ofOurs(response);
        if (!early.containsKey(id) && early.size() < MOST) {
            var branch = begun(response, invite, Path.of(response, invite, target));
            early.put(id, branch);
            agent.dialogs().keep(id, branch);
        }
        return Optional.ofNullable(early.get(id));
    }

    private EarlyDialog begun(SipResponse response, SipRequest invite, Path path) {
        var state = DialogState.ofOurs(invite, response, path, wanted.farSide());
        return new EarlyDialog(agent, state, invite, listener);
    }
}
