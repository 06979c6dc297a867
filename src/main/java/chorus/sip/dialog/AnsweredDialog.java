package chorus.sip.dialog;

import chorus.sip.dialog.Ended.Cause;
import chorus.sip.message.Header;
import chorus.sip.message.NameAddr;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transaction.ClientListener;
import chorus.sip.transaction.ServerTransaction;
import chorus.sip.transport.Source;
import chorus.sip.transport.Target;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A dialog with its 2xx, ours or theirs (§12, §15). Its state lives on the loop.
final class AnsweredDialog implements Dialog, Participant {
    private enum Phase {
        /// Our 2xx is out, the ACK is not here.
        ANSWERED,
        CONFIRMED,
        /// Our BYE is out.
        LEAVING,
        OVER
    }

    private final UserAgent agent;
    private final DialogId id;
    private final NameAddr local;
    private final NameAddr remote;
    private final DialogListener listener;
    private Path path;
    private Phase phase = Phase.ANSWERED;
    private long remoteSequence;
    private long localSequence;
    private @Nullable AwaitedAck awaited;
    private @Nullable PendingReoffer pending;
    private boolean told;
    private Optional<List<Header>> wantsBye = Optional.empty();

    AnsweredDialog(UserAgent agent, DialogId id, SipRequest invite, Path path, String tag, DialogListener listener) {
        this.agent = agent;
        this.id = id;
        this.local = invite.to().withTag(tag);
        this.remote = invite.from();
        this.path = path;
        this.remoteSequence = invite.cseq().number();
        this.listener = listener;
    }

    /// One that the far side answered, and whose ACK is sent by whoever called.
    AnsweredDialog(UserAgent agent, SipRequest invite, SipResponse answer, Path path, DialogListener listener) {
        this.agent = agent;
        this.id = DialogId.ofOurs(answer);
        this.local = invite.from();
        this.remote = answer.to();
        this.path = path;
        this.localSequence = invite.cseq().number();
        this.remoteSequence = -1;
        this.phase = Phase.CONFIRMED;
        this.listener = listener;
    }

    @Override
    public String callId() {
        return id.callId();
    }

    /// A callee must not say BYE before it has the ACK (§15), so before that it is only noted.
    @Override
    public void bye(Header... more) {
        var headers = List.of(more);
        agent.run(() -> {
            if (phase == Phase.CONFIRMED && awaited == null) {
                leave(new Ended(Cause.LOCAL_BYE, ""), headers);
            } else if (phase == Phase.ANSWERED || phase == Phase.CONFIRMED) {
                wantsBye = Optional.of(headers);
            }
        });
    }

    @Override
    public Source source() {
        return path.source();
    }

    DialogId id() {
        return id;
    }

    void answered(ServerTransaction invite, SipResponse answer, boolean offerIsOurs) {
        awaited = new AwaitedAck(agent, invite, answer, offerIsOurs, this::unconfirmed);
    }

    void reanswered(ServerTransaction invite, SipResponse answer, boolean offerIsOurs) {
        if (phase == Phase.CONFIRMED) {
            answered(invite, answer, offerIsOurs);
        }
    }

    /// The caller was gone before the answer.
    void abandoned() {
        phase = Phase.OVER;
        report(new Ended(Cause.CANCELED, ""));
    }

    /// A change was accepted, and with it where we reach the far side (§12.2.2).
    void retargeted(SipRequest change) {
        path = path.refreshed(change);
    }

    void settled(PendingReoffer reoffer) {
        if (pending == reoffer) {
            pending = null;
        }
    }

    @Override
    public void requested(ServerTransaction transaction) {
        var request = transaction.request();
        var refusal = Rules.inside(request);
        if (request.cseq().number() <= remoteSequence) {
            agent.answer(transaction, 500, "Server Internal Error - CSeq is out of order");
            return;
        }
        remoteSequence = request.cseq().number();
        if (phase == Phase.LEAVING && !request.is("BYE")) {
            agent.answer(transaction, 481, "Call/Transaction Does Not Exist");
        } else if (refusal.isPresent()) {
            transaction.respond(agent.signed(refusal.get()).build());
        } else {
            take(transaction, request);
        }
    }

    @Override
    public void acknowledged(SipRequest ack) {
        var waiting = awaited;
        if (waiting == null || !waiting.isFor(ack.cseq().number())) {
            return;
        }
        waiting.stop();
        awaited = null;
        phase = phase == Phase.ANSWERED ? Phase.CONFIRMED : phase;
        var answer = waiting.isOfferOurs() ? Rules.sdp(ack) : Optional.<String>empty();
        agent.tell(() -> listener.confirmed(answer));
        wantsBye.filter(unsaid -> phase == Phase.CONFIRMED)
                .ifPresent(headers -> leave(new Ended(Cause.LOCAL_BYE, ""), headers));
    }

    @Override
    public void canceled(ServerTransaction invite) {
        var waiting = pending;
        if (waiting != null && waiting.isFor(invite)) {
            waiting.decline(487, "Request Terminated");
        }
    }

    /// Says BYE without waiting for more, the ACK included: who comes late finds nobody to say it.
    @Override
    public void closed() {
        if (phase == Phase.ANSWERED || phase == Phase.CONFIRMED) {
            leave(new Ended(Cause.CLOSED, ""), wantsBye.orElse(List.of()));
        }
        end(new Ended(Cause.CLOSED, ""));
    }

    private void take(ServerTransaction transaction, SipRequest request) {
        switch (request.method()) {
            case "BYE" -> {
                agent.answer(transaction, 200, "OK");
                end(phase == Phase.LEAVING ? new Ended(Cause.LOCAL_BYE, "") : goodbye(request));
            }
            case "INVITE" -> change(transaction, request);
            case "UPDATE" -> {
                if (request.body().isEmpty()) {
                    retargeted(request);
                    agent.answer(transaction, 200, "OK");
                } else {
                    change(transaction, request);
                }
            }
            case "INFO" -> {
                agent.answer(transaction, 200, "OK");
                agent.tell(() -> listener.informed(request));
            }
            default -> transaction.respond(agent.capabilities(request));
        }
    }

    /// One change at a time (§14.2, RFC 3311 §5.2).
    private void change(ServerTransaction transaction, SipRequest request) {
        if (pending != null) {
            transaction.respond(agent.signed(SipResponse.answering(request, 500, "Server Internal Error"))
                    .header("Retry-After", 1)
                    .build());
        } else if (awaited != null) {
            agent.answer(transaction, 491, "Request Pending");
        } else {
            var reoffer = new PendingReoffer(agent, this, transaction);
            pending = reoffer;
            agent.tell(() -> listener.reoffered(reoffer));
        }
    }

    private void unconfirmed() {
        awaited = null;
        var ended = new Ended(Cause.UNCONFIRMED, "No ACK came for our answer.");
        leave(ended, List.of());
        report(ended);
    }

    private void leave(Ended ended, List<Header> more) {
        settle();
        phase = Phase.LEAVING;
        var hop = agent.nextHop(path);
        agent.send(bye(more, hop), hop, new ClientListener() {
            @Override
            public void responded(SipResponse response) {
                if (response.isFinal()) {
                    end(ended);
                }
            }

            @Override
            public void unanswered() {
                end(new Ended(ended.cause(), ended.detail().isEmpty() ? "Our BYE was not answered." : ended.detail()));
            }
        });
    }

    private SipRequest bye(List<Header> more, Target hop) {
        var request = SipRequest.to("BYE", path.requestUri())
                .header("Via", agent.via(hop))
                .header("Max-Forwards", 70)
                .header("From", local)
                .header("To", remote)
                .header("Call-ID", id.callId())
                .header("CSeq", ++localSequence + " BYE");
        path.routeHeaders().forEach(route -> request.header("Route", route));
        request.header("User-Agent", agent.name());
        more.forEach(request::header);
        return request.build();
    }

    private void end(Ended ended) {
        if (phase == Phase.OVER) {
            return;
        }
        settle();
        phase = Phase.OVER;
        agent.forget(this);
        report(ended);
    }

    private void report(Ended ended) {
        if (!told) {
            told = true;
            agent.tell(() -> listener.ended(ended));
        }
    }

    /// Nothing may stay open behind us.
    private void settle() {
        if (awaited != null) {
            awaited.stop();
            awaited = null;
        }
        if (pending != null) {
            pending.decline(487, "Request Terminated");
        }
    }

    private static Ended goodbye(SipRequest bye) {
        return new Ended(Cause.REMOTE_BYE, bye.header("Reason").orElse(""));
    }
}
