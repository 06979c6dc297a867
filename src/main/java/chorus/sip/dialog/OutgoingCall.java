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
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An INVITE of ours on its way from target to target, until the first answer decides (§13.2). Lives on the loop.
///
/// A target that says nothing gives way to the next one long before Timer B (RFC 3263 §4.3 would wait for that, and
/// nobody lets a phone ring so long); what it says too late is still minded.
final class OutgoingCall implements Calling {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int MOST_LENGTHENINGS = 3;

    /// So many silences would fill Timer B.
    private static final int SILENCES = 4;

    private final UserAgent agent;
    private final OutgoingInvite wanted;
    private final List<Target> targets;
    private final InviteListener listener;
    private final Optional<Digest> digest;
    private final String tag;
    private final Branches branches;
    private final Confirmations confirmations;
    private Duration interval;
    private long sequence;
    private int lengthenings;
    private int at;
    private boolean canceling;
    private boolean decided;
    private @Nullable Attempt current;
    private Timers.@Nullable Timer limit;
    private Failure last = new Unanswered("There is no address to send to.");

    OutgoingCall(UserAgent agent, OutgoingInvite wanted, List<Target> targets, InviteListener listener) {
        this.agent = agent;
        this.wanted = wanted;
        this.targets = List.copyOf(targets);
        this.listener = listener;
        this.digest = wanted.farSide().credentials().map(Digest::new);
        this.sequence = wanted.cseq();
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
                withdraw();
            }
        });
    }

    private void next(Failure why) {
        last = why;
        at++;
        digest.ifPresent(Digest::elsewhere);
        if (!canceling && at < targets.size()) {
            agent.tell(() -> listener.passedOver(why));
        }
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
        var attempt = new Attempt(
                request.body(Rules.SDP, wanted.offer().apply(target)).build(), target);
        current = attempt;
        attempt.send();
    }

    private SipRequest.Builder base(String method, Target target) {
        return SipRequest.to(method, wanted.requestUri())
                .header("Via", agent.via(target))
                .header("Max-Forwards", 70)
                .header("From", wanted.from().withTag(tag))
                .header("Call-ID", wanted.callId());
    }

    /// One INVITE to one target, and what that says.
    private final class Attempt implements ClientListener {
        private final SipRequest request;
        private final Target target;
        private Timers.@Nullable Timer silence;
        private boolean heard;
        private boolean passedOver;
        private boolean cancelSent;

        private Attempt(SipRequest request, Target target) {
            this.request = request;
            this.target = target;
        }

        private void send() {
            if (at + 1 < targets.size()) {
                silence = agent.timers().start(agent.timing().patience().dividedBy(SILENCES), this::giveWay);
            }
            agent.send(request, target, this);
        }

        @Override
        public void responded(SipResponse response) {
            heard = true;
            endSilence();
            if (response.isSuccess()) {
                succeeded(response, this);
            } else if (decided || passedOver) {
                if (!response.isFinal()) {
                    withdraw();
                }
            } else if (response.isFinal()) {
                refused(response);
            } else {
                progressed(response, this);
            }
        }

        @Override
        public void unanswered() {
            endSilence();
            if (!decided && !passedOver) {
                next(new Unanswered(agent.silence(target)));
            }
        }

        @Override
        public boolean mayAnswer(InetAddress elsewhere) {
            return wanted.farSide().addresses().test(elsewhere);
        }

        private void giveWay() {
            passedOver = true;
            if (!decided) {
                next(new Unanswered(agent.silence(target)));
            }
        }

        /// Takes it back, but not before something provisional was heard (§9.1).
        private void withdraw() {
            if (heard && !cancelSent) {
                cancelSent = true;
                agent.send(Cancellation.of(request), target, new Cancellation(wanted.farSide()));
            }
        }

        private void endSilence() {
            if (silence != null) {
                silence.cancel();
            }
        }
    }

    private void progressed(SipResponse response, Attempt attempt) {
        if (canceling) {
            attempt.withdraw();
        } else if (branches.progressed(response, attempt.request, attempt.target)) {
            agent.tell(() -> listener.provisional(response));
        }
    }

    private void refused(SipResponse response) {
        branches.leave();
        if (canceling) {
            fail(new Canceled());
            return;
        }
        switch (response.status()) {
            case 503 -> next(new Refused(response, ""));
            case 401, 407 -> challenged(response);
            case 422 -> lengthened(response);
            default -> fail(new Refused(response, ""));
        }
    }

    private void challenged(SipResponse response) {
        var problem = digest.map(known -> known.take(response))
                .orElse(Optional.of("The far side asks for a password, and none is known for it."));
        if (problem.isPresent()) {
            fail(new Refused(response, problem.get()));
        } else {
            sequence++;
            tryTarget();
        }
    }

    private void lengthened(SipResponse response) {
        if (lengthenings++ >= MOST_LENGTHENINGS) {
            fail(new Refused(response, ""));
        } else {
            interval = SessionKeeper.longer(interval, response);
            sequence++;
            tryTarget();
        }
    }

    /// Every 2xx gets its ACK, again when it is repeated; all but the first one get a BYE too (§13.2.2.4).
    private void succeeded(SipResponse answer, Attempt attempt) {
        var request = attempt.request;
        var path = Path.of(answer, request, attempt.target);
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
            withdrawOthers(attempt);
            agent.tell(() -> listener.answered(dialog, answer));
        } else {
            dialog.bye();
            fail(new Canceled());
        }
    }

    /// Takes back what is under way; the far side then has 64·T1 to end the INVITE.
    private void withdraw() {
        if (current != null) {
            current.withdraw();
            agent.timers().start(agent.timing().patience(), () -> fail(new Canceled()));
        }
    }

    /// A target that was passed over answered after all: the one asked meanwhile is not needed.
    private void withdrawOthers(Attempt answered) {
        if (current != null && current != answered) {
            current.withdraw();
        }
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
