package chorus.sip.dialog;

import chorus.sip.dialog.ReferListener.Outcome;
import chorus.sip.dialog.ReferListener.Refused;
import chorus.sip.dialog.ReferListener.Reported;
import chorus.sip.dialog.ReferListener.Untold;
import chorus.sip.message.Header;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transaction.ClientListener;
import chorus.sip.transaction.ServerTransaction;
import chorus.sip.transaction.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A REFER of ours, and the subscription to its outcome (RFC 3515). Lives on the loop.
final class Referral implements ClientListener {
    /// How long after the end of the call its outcome may still come.
    private static final Duration AFTERWARDS = Duration.ofSeconds(5);

    private final UserAgent agent;
    private final DialogState state;
    private final Refer refer;
    private final ReferListener listener;
    private final Runnable over;
    private Timers.@Nullable Timer limit;
    private @Nullable DialogRequest request;
    private boolean accepted;
    private boolean done;

    /// @param over called once nothing more is awaited
    Referral(UserAgent agent, DialogState state, Refer refer, ReferListener listener, Runnable over) {
        this.agent = agent;
        this.state = state;
        this.refer = refer;
        this.listener = listener;
        this.over = over;
    }

    void start() {
        limit = agent.timers()
                .start(
                        refer.patience(),
                        () -> untold(
                                "No outcome was told within " + refer.patience().toSeconds() + " s."));
        var headers = new ArrayList<>(List.of(new Header("Refer-To", refer.to().toString())));
        refer.by().ifPresent(by -> headers.add(new Header("Referred-By", by.toString())));
        var made = new DialogRequest(agent, state, "REFER", headers, Optional.empty(), this);
        request = made;
        made.send();
    }

    @Override
    public void responded(SipResponse response) {
        if (!response.isFinal()) {
            return;
        }
        if (!response.isSuccess()) {
            finish(new Refused(response.status(), response.reason()));
        } else if (response.header("Refer-Sub")
                .filter(value -> value.strip().equalsIgnoreCase("false"))
                .isPresent()) {
            accepted = true;
            untold("The far side accepted, and will not tell the outcome (Refer-Sub: false).");
        } else {
            accepted = true;
        }
    }

    @Override
    public void unanswered() {
        untold("The REFER was not answered.");
    }

    /// Takes a NOTIFY, which may come before the answer to the REFER.
    ///
    /// @return false when it is for something else
    boolean takes(ServerTransaction transaction, SipRequest notify) {
        if (done || !isOurs(notify)) {
            return false;
        }
        agent.answer(transaction, 200, "OK");
        accepted = true;
        var told = Sipfrag.of(notify);
        var ended = notify.header("Subscription-State")
                .filter(value -> value.strip().toLowerCase(Locale.ROOT).startsWith("terminated"))
                .isPresent();
        if (told.filter(each -> each.status() >= 200).isPresent()) {
            finish(new Reported(told.get().status(), told.get().phrase()));
        } else {
            told.ifPresent(each -> agent.tell(() -> listener.progressed(each.status(), each.phrase())));
            if (ended) {
                untold("The far side stopped telling before there was an outcome.");
            }
        }
        return true;
    }

    /// The call is over; what was accepted may still be told of, for a short while.
    ///
    /// @return whether there is something to wait for
    boolean ended() {
        if (done) {
            return false;
        }
        if (limit != null) {
            limit.cancel();
        }
        limit = agent.timers().start(AFTERWARDS, this::close);
        return true;
    }

    void close() {
        untold("The call ended before the outcome was told.");
    }

    /// `refer`, and with an id that of our REFER: the number that it was sent with last, for one that was challenged
    /// goes again with the next (RFC 3515 §2.4.6).
    private boolean isOurs(SipRequest notify) {
        var event = notify.header("Event").orElse("").toLowerCase(Locale.ROOT).replace(" ", "");
        var parts = List.of(event.split(";", -1));
        var id = parts.stream().filter(part -> part.startsWith("id=")).findFirst();
        return parts.getFirst().equals("refer")
                && request != null
                && id.orElse("id=" + request.number()).equals("id=" + request.number());
    }

    private void untold(String why) {
        finish(new Untold(accepted, why));
    }

    private void finish(Outcome outcome) {
        if (done) {
            return;
        }
        done = true;
        if (limit != null) {
            limit.cancel();
        }
        agent.tell(() -> listener.done(outcome));
        over.run();
    }
}
