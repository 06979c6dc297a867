package chorus.sip.dialog;

import chorus.sip.message.Header;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transaction.ServerTransaction;
import chorus.sip.transaction.Timers;
import chorus.sip.transport.Reach;
import chorus.sip.transport.Source;
import chorus.sip.transport.Target;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An INVITE that begins a dialog, until it is answered, refused or taken back. Its state lives on the loop.
final class Invitation implements IncomingInvite, Participant {
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final UserAgent agent;
    private final ServerTransaction transaction;
    private final SipRequest request;
    private final DialogState state;
    private final String tag;
    private final Timers.Timer limit;
    private @Nullable ReliableProvisional ringing;
    private boolean decided;
    private volatile boolean canceled;

    Invitation(UserAgent agent, ServerTransaction transaction, Path path) {
        this.agent = agent;
        this.transaction = transaction;
        this.request = transaction.request();
        this.tag = transaction.tag();
        this.state = DialogState.ofTheirs(request, path, tag);
        this.limit = agent.timers().start(LONGEST, () -> withdraw(480, "Temporarily Unavailable"));
    }

    ServerTransaction transaction() {
        return transaction;
    }

    DialogId id() {
        return state.id();
    }

    @Override
    public SipRequest request() {
        return request;
    }

    @Override
    public Source source() {
        return transaction.source();
    }

    @Override
    public InetAddress localAddress() {
        return agent.addresses().towards(source().address());
    }

    @Override
    public Reach reach() {
        return agent.reach();
    }

    @Override
    public Optional<String> offer() {
        return Screening.offer(request());
    }

    @Override
    public void ring() {
        agent.run(() -> {
            if (!decided && ringing == null) {
                ringOnce();
            }
        });
    }

    /// Reliably where that is required. A caller without an offer would have to be made one by the first reliable
    /// answer (RFC 3262 §5); that one is the 200, and until then it hears nothing.
    private void ringOnce() {
        var answer = response(180, "Ringing")
                .copy("Record-Route")
                .header("Contact", agent.contact(request.uri(), "", Target.backTo(source())))
                .header("Allow", Rules.ALLOW);
        if (!ReliableProvisional.isRequired(request)) {
            transaction.respond(answer.build());
        } else if (offer().isPresent()) {
            ringing = new ReliableProvisional(
                    agent, transaction, answer, () -> withdraw(504, "Server Time-out - no PRACK came"));
        }
    }

    @Override
    public void refuse(int code, String phrase, Header... more) {
        if (code < 300) {
            throw new IllegalArgumentException("A refusal is a status of 300 to 699, not " + code + ".");
        }
        var refusal = response(code, phrase);
        for (var header : more) {
            refusal.header(header);
        }
        var built = refusal.build();
        agent.run(() -> decide(() -> transaction.respond(built)));
    }

    @Override
    public Dialog answer(String sdp, DialogListener listener, FarSide caller) {
        var dialog = AnsweredDialog.ofTheirs(agent, state, listener);
        agent.run(() -> {
            state.knows(caller);
            if (decide(() -> agent.dialogs().keep(id(), dialog))) {
                dialog.answered(transaction, accepting(sdp), offer().isEmpty(), Optional.ofNullable(ringing));
            } else {
                dialog.abandoned();
            }
        });
        return dialog;
    }

    /// Built on the loop, where what peers see of us is known.
    private SipResponse accepting(String sdp) {
        var answer = response(200, "OK")
                .copy("Record-Route")
                .header("Contact", agent.contact(request.uri(), "", Target.backTo(source())))
                .header("Allow", Rules.ALLOW)
                .header("Supported", Rules.SUPPORTED);
        agent.sessions()
                .answer(request)
                .ifPresent(terms -> SessionPolicy.headers(terms, request).forEach(answer::header));
        return answer.body(Rules.SDP, sdp).build();
    }

    @Override
    public boolean isCanceled() {
        return canceled;
    }

    /// Before the answer, a caller may give up, acknowledge our ringing, and say where it is; all else has to wait.
    @Override
    public void requested(ServerTransaction inside) {
        var asked = inside.request();
        var refusal = Rules.inside(asked);
        if (!state.counts(asked)) {
            agent.answer(inside, 500, "Server Internal Error - CSeq is out of order");
        } else if (refusal.isPresent()) {
            inside.respond(agent.signed(refusal.get()).build());
        } else {
            take(inside, asked);
        }
    }

    /// The offer of the INVITE is not answered yet, so that no other can be (RFC 3311 §5.2).
    private void take(ServerTransaction inside, SipRequest asked) {
        switch (asked.method()) {
            case "BYE" -> {
                agent.answer(inside, 200, "OK");
                withdraw(487, "Request Terminated");
            }
            case "PRACK" -> ReliableProvisional.acknowledge(agent, inside, Optional.ofNullable(ringing));
            case "UPDATE" -> update(inside, asked);
            default -> agent.answer(inside, 491, "Request Pending");
        }
    }

    private void update(ServerTransaction inside, SipRequest asked) {
        if (asked.body().isEmpty()) {
            state.retargeted(asked);
            inside.respond(agent.signed(SipResponse.answering(asked, 200, "OK"))
                    .header("Contact", agent.contact(request.uri(), "", Target.backTo(source())))
                    .build());
        } else {
            inside.respond(agent.signed(SipResponse.answering(asked, 500, "Server Internal Error"))
                    .header("Retry-After", Glare.retryAfter(agent.random()))
                    .build());
        }
    }

    @Override
    public void acknowledged(SipRequest ack) {
        agent.countStrayAck();
    }

    @Override
    public void canceled(ServerTransaction invite) {
        withdraw(487, "Request Terminated");
    }

    @Override
    public void closed() {
        withdraw(503, "Service Unavailable");
    }

    private void withdraw(int code, String phrase) {
        decide(() -> {
            canceled = true;
            transaction.respond(response(code, phrase).build());
        });
    }

    private boolean decide(Runnable decision) {
        if (decided) {
            return false;
        }
        decided = true;
        limit.cancel();
        if (ringing != null) {
            ringing.stop();
        }
        agent.forget(this);
        decision.run();
        return true;
    }

    private SipResponse.Builder response(int code, String phrase) {
        return agent.signed(SipResponse.answering(request(), code, phrase).toTag(tag));
    }
}
