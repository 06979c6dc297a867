package chorus.sip.dialog;

import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transaction.ServerTransaction;
import chorus.sip.transport.Target;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Who may change the session now: one offer at a time, whoever makes it (§14, RFC 3311 §5.2). Lives on the loop.
final class Changes {
    private final UserAgent agent;
    private final DialogState state;
    private final Consumer<Reoffer> reoffered;
    private Consumer<Optional<SessionExpires>> gave = _ -> {};
    private Runnable unconfirmed = () -> {};
    private Optional<String> description = Optional.empty();
    private @Nullable PendingReoffer pending;
    private @Nullable AwaitedAck awaited;
    private boolean confirmed;
    private boolean closed;

    /// An INVITE of ours is on its way.
    private boolean inviting;

    /// And the offer in it was not answered.
    private boolean offering;

    /// @param reoffered told of each change that is wanted
    Changes(UserAgent agent, DialogState state, Consumer<Reoffer> reoffered) {
        this.agent = agent;
        this.state = state;
        this.reoffered = reoffered;
    }

    /// The dialog is answered.
    ///
    /// @param terms told of the session's terms with each 2xx of ours
    /// @param noAck called when an answer of ours gets no ACK
    void established(Consumer<Optional<SessionExpires>> terms, Runnable noAck) {
        confirmed = true;
        gave = terms;
        unconfirmed = noAck;
    }

    /// What we said last: our offer, or our answer.
    Optional<String> description() {
        return description;
    }

    void describe(String sdp) {
        description = Optional.of(sdp);
    }

    /// An offer of ours is to go out in an INVITE; false when it has to wait.
    boolean begin() {
        if (pending != null || awaited != null || inviting) {
            return false;
        }
        inviting = true;
        offering = true;
        return true;
    }

    /// The answer to it came ahead of the final response (RFC 3262 §5).
    void answeredEarly() {
        offering = false;
    }

    void over() {
        inviting = false;
        offering = false;
    }

    /// Our 2xx goes out, and waits for its ACK.
    void answered(ServerTransaction invite, SipResponse answer, boolean offerIsOurs) {
        awaited = new AwaitedAck(agent, invite, answer, offerIsOurs, () -> {
            awaited = null;
            unconfirmed.run();
        });
    }

    boolean isUnconfirmed() {
        return awaited != null;
    }

    /// The ACK that was waited for.
    ///
    /// @return whether it was that one, and the answer in it if the offer was ours
    Optional<Optional<String>> acknowledged(SipRequest ack) {
        var waiting = awaited;
        if (waiting == null || !waiting.isFor(ack.cseq().number())) {
            return Optional.empty();
        }
        waiting.stop();
        awaited = null;
        return Optional.of(waiting.isOfferOurs() ? Rules.sdp(ack) : Optional.empty());
    }

    /// Takes a re-INVITE or an UPDATE.
    void take(ServerTransaction transaction, SipRequest request) {
        var isOffer = request.is("INVITE") || !request.body().isEmpty();
        if (confirmed && agent.sessions().isTooShort(request)) {
            transaction.respond(agent.tooShort(request));
        } else if (!isOffer) {
            accept(transaction, request, Optional.empty());
        } else if (pending != null) {
            transaction.respond(agent.signed(SipResponse.answering(request, 500, "Server Internal Error"))
                    .header("Retry-After", Glare.retryAfter(agent.random()))
                    .build());
        } else if (awaited != null || offering || (inviting && request.is("INVITE"))) {
            agent.answer(transaction, 491, "Request Pending");
        } else {
            var reoffer = new PendingReoffer(agent, this, transaction);
            pending = reoffer;
            agent.tell(() -> reoffered.accept(reoffer));
        }
    }

    void canceled(ServerTransaction invite) {
        var waiting = pending;
        if (waiting != null && waiting.isFor(invite)) {
            waiting.decline(487, "Request Terminated");
        }
    }

    void accept(ServerTransaction transaction, SipRequest request, Optional<String> sdp) {
        if (closed) {
            agent.answer(transaction, 487, "Request Terminated");
            return;
        }
        state.retargeted(request, transaction.source());
        var answer = agent.signed(SipResponse.answering(request, 200, "OK"))
                .header("Contact", agent.contact(transaction.request().uri(), "", Target.backTo(transaction.source())))
                .header("Allow", Rules.ALLOW)
                .header("Supported", Rules.SUPPORTED);
        var terms = confirmed ? agent.sessions().answer(request) : Optional.<SessionExpires>empty();
        terms.ifPresent(each -> SessionPolicy.headers(each, request).forEach(answer::header));
        sdp.ifPresent(text -> answer.body(Rules.SDP, text));
        sdp.ifPresent(this::describe);
        var offerIsOurs = Rules.sdp(request).isEmpty();
        if (request.is("INVITE")) {
            answered(transaction, answer.build(), offerIsOurs);
        } else {
            transaction.respond(answer.build());
        }
        if (confirmed) {
            gave.accept(terms);
        }
    }

    void settled(PendingReoffer reoffer) {
        if (pending == reoffer) {
            pending = null;
        }
    }

    /// Nothing may stay open behind us.
    void close() {
        closed = true;
        if (awaited != null) {
            awaited.stop();
            awaited = null;
        }
        if (pending != null) {
            pending.decline(487, "Request Terminated");
        }
    }
}
