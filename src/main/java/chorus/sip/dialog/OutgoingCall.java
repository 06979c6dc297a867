package chorus.sip.dialog;

import chorus.sip.auth.Digest;
import chorus.sip.dialog.InviteListener.Canceled;
import chorus.sip.dialog.InviteListener.Failure;
import chorus.sip.dialog.InviteListener.Refused;
import chorus.sip.dialog.InviteListener.Unanswered;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transaction.ClientListener;
import chorus.sip.transaction.Timers;
import chorus.sip.transport.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An INVITE of ours on its way from target to target, until the first answer decides (§13.2). Lives on the loop.
final class OutgoingCall implements Calling {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int MOST_LENGTHENINGS = 3;

    private final UserAgent agent;
    private final OutgoingInvite wanted;
    private final List<Target> targets;
    private final InviteListener listener;
    private final Optional<Digest> digest;
    private final String tag;
    private final Branches branches;
    private final Confirmations confirmations;
    private Duration interval;
    private long sequence = 1;
    private int lengthenings;
    private int at;
    private boolean canceling;
    private boolean cancelSent;
    private boolean heard;
    private boolean decided;
    private @Nullable SipRequest invite;
    private Timers.@Nullable Timer limit;
    private Failure last = new Unanswered("There is no address to send to.");

    OutgoingCall(UserAgent agent, OutgoingInvite wanted, List<Target> targets, InviteListener listener) {
        this.agent = agent;
        this.wanted = wanted;
        this.targets = List.copyOf(targets);
        this.listener = listener;
        this.digest = wanted.credentials().map(Digest::new);
        this.tag = wanted.from().tag().orElseGet(agent::newTag);
        this.branches = new Branches(agent, wanted, listener);
        this.confirmations = new Confirmations(agent);
        this.interval = agent.sessions().interval();
    }

    void start() {
        limit = agent.timers().start(LONGEST, this::cancel);
        tryTarget();
    }

    @Override
    public void cancel() {
        agent.run(() -> {
            if (!canceling && !decided) {
                canceling = true;
                sendCancel();
            }
        });
    }

    private void tryNext() {
        at++;
        digest.ifPresent(Digest::elsewhere);
        tryTarget();
    }

    private void tryTarget() {
        if (canceling) {
            fail(new Canceled());
        } else if (at < targets.size()) {
            send(targets.get(at));
        } else {
            fail(last);
        }
    }

    private void send(Target target) {
        heard = false;
        var request = base("INVITE", target)
                .header("To", wanted.to())
                .header("CSeq", sequence + " INVITE")
                .header("Contact", agent.contact(wanted.from().uri().user(), target))
                .header("Allow", Rules.ALLOW)
                .header("Supported", Rules.SUPPORTED)
                .header("User-Agent", agent.name());
        agent.sessions().asking(interval, Optional.empty()).forEach(request::header);
        wanted.routes().forEach(route -> request.header("Route", route));
        wanted.more().forEach(request::header);
        digest.ifPresent(known -> known.headers("INVITE", wanted.requestUri()).forEach(request::header));
        var built = request.body(Rules.SDP, wanted.offer().apply(target)).build();
        invite = built;
        agent.send(built, target, new Attempt(built, target));
    }

    private SipRequest.Builder base(String method, Target target) {
        return SipRequest.to(method, wanted.requestUri())
                .header("Via", agent.via(target))
                .header("Max-Forwards", 70)
                .header("From", wanted.from().withTag(tag))
                .header("Call-ID", wanted.callId());
    }

    /// What one target says to one INVITE.
    private final class Attempt implements ClientListener {
        private final SipRequest request;
        private final Target target;

        private Attempt(SipRequest request, Target target) {
            this.request = request;
            this.target = target;
        }

        @Override
        public void responded(SipResponse response) {
            if (response.isSuccess()) {
                succeeded(response, request, target);
            } else if (decided) {
                return;
            } else if (response.isFinal()) {
                refused(response);
            } else {
                progressed(response, request, target);
            }
        }

        @Override
        public void unanswered() {
            if (!decided) {
                last = new Unanswered(agent.silence(target));
                tryNext();
            }
        }
    }

    private void progressed(SipResponse response, SipRequest request, Target target) {
        heard = true;
        if (canceling) {
            sendCancel();
        } else if (branches.progressed(response, request, target)) {
            agent.tell(() -> listener.provisional(response));
        }
    }

    private void refused(SipResponse response) {
        branches.leave();
        if (canceling) {
            fail(new Canceled());
            return;
        }
        last = new Refused(response);
        if (response.status() == 503) {
            tryNext();
        } else if ((response.status() == 401 || response.status() == 407)
                && digest.filter(known -> known.take(response).isEmpty()).isPresent()) {
            sequence++;
            tryTarget();
        } else if (response.status() == 422 && lengthenings++ < MOST_LENGTHENINGS) {
            interval = SessionKeeper.longer(interval, response);
            sequence++;
            tryTarget();
        } else {
            fail(last);
        }
    }

    /// Every 2xx gets its ACK, again when it is repeated; all but the first one get a BYE too (§13.2.2.4).
    private void succeeded(SipResponse answer, SipRequest request, Target target) {
        var path = Path.of(answer, request, target);
        if (!confirmations.confirm(answer, request, path)) {
            return;
        }
        var wins = !decided && !canceling;
        var branch = branches.answered(answer, request, path);
        branches.leave();
        var dialog = AnsweredDialog.ofOurs(agent, branch, answer, wins ? listener : Unheard.NOBODY);
        agent.dialogs().keep(dialog.id(), dialog);
        if (wins) {
            decide();
            agent.tell(() -> listener.answered(dialog, answer));
        } else {
            dialog.bye();
            fail(new Canceled());
        }
    }

    /// Not before something provisional was heard (§9.1); then the far side has 64·T1 to end the INVITE.
    private void sendCancel() {
        var request = invite;
        if (request == null || !heard || cancelSent) {
            return;
        }
        cancelSent = true;
        var cancel = SipRequest.to("CANCEL", request.uri())
                .header("Via", request.via())
                .header("Max-Forwards", 70)
                .header("From", request.header("From").orElseThrow())
                .header("To", request.header("To").orElseThrow())
                .header("Call-ID", request.callId())
                .header("CSeq", request.cseq().number() + " CANCEL");
        request.headers().fields("Route").forEach(route -> cancel.header("Route", route));
        agent.send(cancel.build(), targets.get(at), new ClientListener() {
            @Override
            public void responded(SipResponse response) {}

            @Override
            public void unanswered() {}
        });
        agent.timers().start(agent.timing().patience(), () -> fail(new Canceled()));
    }

    private void fail(Failure failure) {
        if (!decided) {
            decide();
            branches.leave();
            agent.tell(() -> listener.failed(failure));
        }
    }

    private void decide() {
        decided = true;
        agent.forget(this);
        if (limit != null) {
            limit.cancel();
        }
    }
}
