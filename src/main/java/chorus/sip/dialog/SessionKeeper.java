package chorus.sip.dialog;

import chorus.sip.dialog.SessionTimer.Due;
import chorus.sip.message.Header;
import chorus.sip.message.SipResponse;
import chorus.sip.transaction.ClientListener;
import chorus.sip.transaction.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps the session of a dialog alive, as was agreed, or says that it is dead (RFC 4028). Refreshes by UPDATE where
/// the far side takes it, by re-INVITE otherwise. Lives on the loop.
final class SessionKeeper {
    private static final Duration WHILE_BUSY = Duration.ofSeconds(1);
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(10);
    private static final int MOST_IN_A_ROW = 3;

    private final UserAgent agent;
    private final DialogState state;
    private final Changes changes;
    private final Owner owner;
    private final SessionTimer timer = new SessionTimer();
    private Timers.@Nullable Timer waiting;
    private int inARow;
    private boolean stopped;

    /// The dialog.
    interface Owner {
        /// The far side no longer knows the call, or no longer answers.
        void lost(String why);

        /// Nobody refreshed in time.
        void expired();

        /// The answer to a description that we said again.
        void renewed(String sdp);
    }

    SessionKeeper(UserAgent agent, DialogState state, Changes changes, Owner owner) {
        this.agent = agent;
        this.state = state;
        this.changes = changes;
        this.owner = owner;
    }

    /// We gave a 2xx with these terms.
    void gave(Optional<SessionExpires> terms) {
        agreed(terms.map(each -> terms(each, each.refresher().equals(Optional.of(Refresher.UAS)))));
    }

    /// We got a 2xx to an INVITE of ours; without Session-Expires, the far side wants no timer.
    void got(SipResponse response) {
        agreed(SessionExpires.of(response).map(SessionKeeper::heard));
    }

    Optional<SessionTerms> terms() {
        return timer.terms();
    }

    void stop() {
        stopped = true;
        if (waiting != null) {
            waiting.cancel();
        }
    }

    /// What was refused as too short, made longer.
    static Duration longer(Duration asked, SipResponse tooSmall) {
        var floor = SessionExpires.minimum(tooSmall);
        return floor > asked.toSeconds() ? Duration.ofSeconds(floor) : asked;
    }

    private static SessionTerms heard(SessionExpires said) {
        return terms(said, !said.refresher().equals(Optional.of(Refresher.UAS)));
    }

    private static SessionTerms terms(SessionExpires said, boolean ours) {
        return new SessionTerms(Duration.ofSeconds(said.seconds()), ours);
    }

    private void agreed(Optional<SessionTerms> terms) {
        inARow = 0;
        timer.agreed(terms, agent.timers().now());
        await();
    }

    private void await() {
        if (waiting != null) {
            waiting.cancel();
            waiting = null;
        }
        if (!stopped) {
            timer.next().ifPresent(due -> waiting = agent.timers().startAt(due.at(), () -> run(due)));
        }
    }

    private void run(Due due) {
        switch (due.task()) {
            case EXPIRE -> owner.expired();
            case REFRESH -> refresh(timer.terms().orElseThrow().interval());
        }
    }

    private void refresh(Duration interval) {
        var byUpdate = state.takesUpdate();
        if (!byUpdate && !changes.begin()) {
            later(WHILE_BUSY);
            return;
        }
        timer.asked();
        await();
        var headers = new ArrayList<Header>(
                List.of(new Header("Allow", Rules.ALLOW), new Header("Supported", Rules.SUPPORTED)));
        headers.addAll(agent.sessions().asking(interval, Optional.of(Refresher.UAC)));
        var sdp = byUpdate ? Optional.<String>empty() : changes.description();
        new DialogRequest(
                        agent,
                        state,
                        byUpdate ? "UPDATE" : "INVITE",
                        headers,
                        sdp.map(DialogRequest.Body::sdp),
                        new Refreshing(interval, byUpdate))
                .send();
    }

    private void later(Duration pause) {
        timer.refused(pause, agent.timers().now());
        await();
    }

    /// One refresh on its way.
    private final class Refreshing implements ClientListener {
        private final Duration interval;
        private final boolean byUpdate;

        private Refreshing(Duration interval, boolean byUpdate) {
            this.interval = interval;
            this.byUpdate = byUpdate;
        }

        @Override
        public void responded(SipResponse response) {
            if (!response.isFinal() || stopped) {
                return;
            }
            over();
            if (response.isSuccess()) {
                succeeded(response);
            } else {
                refused(response);
            }
        }

        @Override
        public void unanswered() {
            if (!stopped) {
                over();
                owner.lost("Our request to refresh the session was not answered.");
            }
        }

        private void over() {
            if (!byUpdate) {
                changes.over();
            }
        }

        private void succeeded(SipResponse response) {
            state.retargeted(response);
            agreed(SessionExpires.of(response).map(SessionKeeper::heard).or(timer::terms));
            if (!byUpdate) {
                Rules.sdp(response).ifPresent(owner::renewed);
            }
        }

        private void refused(SipResponse response) {
            inARow++;
            switch (response.status()) {
                case 408, 481 ->
                    owner.lost("The refresh of the session was answered " + response.status() + " " + response.reason()
                            + ".");
                case 405, 501 -> unknown();
                case 422 -> atOnce(longer(interval, response));
                case 491 -> later(Glare.pause(state.isOurs(), agent.random()));
                default -> later(retryAfter(response));
            }
        }

        private void unknown() {
            if (byUpdate) {
                state.refusesUpdate();
                atOnce(interval);
            } else {
                later(AFTER_REFUSAL);
            }
        }

        private void atOnce(Duration newInterval) {
            if (inARow <= MOST_IN_A_ROW) {
                refresh(newInterval);
            } else {
                later(AFTER_REFUSAL);
            }
        }

        /// As asked for, but soon enough for another try.
        private Duration retryAfter(SipResponse response) {
            var longest = interval.dividedBy(8);
            var asked = response.header("Retry-After")
                    .map(value -> value.replaceFirst("[^0-9].*", ""))
                    .filter(digits -> !digits.isEmpty() && digits.length() < 6)
                    .map(digits -> Duration.ofSeconds(Long.parseLong(digits)))
                    .orElse(AFTER_REFUSAL);
            return asked.compareTo(longest) < 0 ? asked : longest;
        }
    }
}
