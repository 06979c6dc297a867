package chorus.provider.sip;

import chorus.call.EndReason;
import chorus.provider.SipRefusals;
import chorus.rtp.RtpParameters;
import chorus.rtp.RtpSession;
import chorus.sip.dialog.Reoffer;
import chorus.sip.sdp.Direction;
import chorus.sip.sdp.OfferAnswer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What the two sides of one call agreed on for its sound, from the first description to the last, and whether a call
/// came of it. The session and the ear follow it at once.
///
/// Owned by the SIP loop once answered; what is agreed may be read from any thread.
final class Agreement {
    private final RtpSession session;
    private final Negotiation negotiation;
    private final Ear ear;

    /// We call, and nobody has answered.
    private volatile boolean early;

    private volatile @Nullable RtpParameters parameters;

    /// Completed with nothing once the caller has confirmed the answer and sound is agreed on, or with why not.
    private final CompletableFuture<Optional<Unconfirmed>> reached = new CompletableFuture<>();

    /// Why a call that was answered did not come about.
    record Unconfirmed(EndReason reason, String detail) {}

    /// @param early whether it is us who call
    Agreement(RtpSession session, Negotiation negotiation, Ear ear, boolean early) {
        this.session = session;
        this.negotiation = negotiation;
        this.ear = ear;
        this.early = early;
    }

    /// What holds now.
    Optional<RtpParameters> parameters() {
        return Optional.ofNullable(parameters);
    }

    /// The way of the sound, as descriptions name it.
    Optional<MediaPath> path() {
        return parameters().map(agreed -> negotiation.path(agreed.remote()));
    }

    /// Blocks until there is one; otherwise says why the call ended.
    Optional<Unconfirmed> await() {
        return reached.join();
    }

    /// The call is over.
    void over(Unconfirmed why) {
        reached.complete(Optional.of(why));
    }

    /// Listens as agreed, but says nothing before the caller has confirmed: a forged INVITE must not make us send
    /// sound to whatever address it names.
    void prepare(RtpParameters agreed) {
        hold(agreed);
        session.start(agreed.direction(false, agreed.receiving()), ear);
    }

    /// Takes the callee's description that came before its answer: heard is what it plays, but nothing is said. What
    /// cannot be used is passed over.
    void early(String sdp) {
        if (negotiation.accept(sdp) instanceof Negotiation.Outcome.Agreed(var answer, var agreed)) {
            hearOnly(agreed);
        }
    }

    /// Whoever we call has answered.
    void answered() {
        early = false;
    }

    /// Takes the description of the callee's answer to our offer; says why when nothing can be spoken.
    Optional<String> taken(String sdp) {
        return switch (negotiation.accept(sdp)) {
            case Negotiation.Outcome.Agreed(var answer, var agreed) -> {
                agree(agreed);
                yield Optional.empty();
            }
            case Negotiation.Outcome.Failed(var refusal, var why) -> Optional.of(why);
        };
    }

    /// The ACK has come, with an answer when the offer was ours.
    ///
    /// @return false when there is no sound that both sides could speak, and the call has to end
    boolean confirmed(Optional<String> answer) {
        if (answer.isEmpty()) {
            return confirmedAsAgreed();
        }
        return switch (negotiation.confirm(answer.get())) {
            case Negotiation.Outcome.Agreed(var sdp, var agreed) -> {
                agree(agreed);
                yield true;
            }
            case Negotiation.Outcome.Failed(var refusal, var why) ->
                !failed("the ACK brought no usable answer, " + why);
        };
    }

    void reoffered(Reoffer reoffer) {
        if (reoffer.offer().isEmpty()) {
            reoffer.accept(OfferAnswer.offer(negotiation.reoffer()).toString());
            return;
        }
        negotiation.next();
        switch (negotiation.answer(reoffer.offer().get())) {
            case Negotiation.Outcome.Agreed(var sdp, var agreed) -> {
                agree(agreed);
                reoffer.accept(sdp);
            }
            case Negotiation.Outcome.Failed failed -> {
                var response = SipRefusals.of(failed.refusal());
                reoffer.decline(response.code(), response.phrase());
            }
        }
    }

    /// What we offer of our own accord: the same sound, in this direction. Called when it goes out.
    String offer(Direction direction) {
        return OfferAnswer.offer(negotiation.reoffer().directed(direction)).toString();
    }

    /// Takes the answer to an offer of our own accord; says why when it cannot be used.
    Optional<String> offered(String answer) {
        return switch (negotiation.confirm(answer)) {
            case Negotiation.Outcome.Agreed(var _, var agreed) -> {
                agree(agreed);
                yield Optional.empty();
            }
            case Negotiation.Outcome.Failed(var _, var why) -> Optional.of(why);
        };
    }

    /// The session goes on as it was, unless the far side moved; what cannot be used changes nothing.
    void renewed(String sdp) {
        if (negotiation.renew(sdp) instanceof Negotiation.Outcome.Agreed(var _, var agreed)) {
            agree(agreed);
        }
    }

    /// The first ACK lets sound flow; those of later offers change nothing.
    private boolean confirmedAsAgreed() {
        var agreed = parameters;
        if (agreed == null) {
            return !failed("the ACK brought no answer to our offer");
        }
        if (reached.complete(Optional.empty())) {
            session.renegotiate(agreed);
        }
        return true;
    }

    private void agree(RtpParameters agreed) {
        if (early) {
            hearOnly(agreed);
            return;
        }
        if (parameters == null) {
            prepare(agreed);
        }
        hold(agreed);
        session.renegotiate(agreed);
        reached.complete(Optional.empty());
    }

    private void hearOnly(RtpParameters agreed) {
        if (parameters == null) {
            prepare(agreed);
        } else {
            hold(agreed);
            session.renegotiate(agreed.direction(false, agreed.receiving()));
        }
    }

    private void hold(RtpParameters agreed) {
        parameters = agreed;
        session.onLoop(() -> ear.agreed(agreed));
    }

    private boolean failed(String why) {
        return reached.complete(Optional.of(new Unconfirmed(EndReason.ANSWER_UNCONFIRMED, why)));
    }
}
