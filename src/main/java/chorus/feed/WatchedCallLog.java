package chorus.feed;

import chorus.call.Call;
import chorus.call.CallLog;
import chorus.call.CallState;
import chorus.call.Charge;
import chorus.call.EndedCall;
import chorus.call.Refusal;
import chorus.call.Step;
import chorus.call.Transfer;
import chorus.phonebook.Organization;
import chorus.phonebook.Organizations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A call log that tells what was written, once it is written.
public final class WatchedCallLog implements CallLog {
    private final CallLog log;
    private final Organizations organizations;
    private final Feed feed;

    public WatchedCallLog(CallLog log, Organizations organizations, Feed feed) {
        this.log = log;
        this.organizations = organizations;
        this.feed = feed;
    }

    @Override
    public void opened(Call call, CallState state, List<Step> trace) {
        log.opened(call, state, trace);
        feed.tell(call.organizationId(), new News.CallCreated(call, state));
    }

    @Override
    public void answered(Call call, Instant at, List<Step> trace) {
        log.answered(call, at, trace);
        update(call, Optional.of(CallState.IN_PROGRESS), Optional.of(at), Optional.empty());
    }

    @Override
    public void ringing(Call call, List<Step> trace) {
        log.ringing(call, trace);
        update(call, Optional.of(CallState.RINGING), Optional.empty(), Optional.empty());
    }

    @Override
    public void transferred(Call call, Transfer transfer, List<Step> trace) {
        log.transferred(call, transfer, trace);
        update(call, Optional.empty(), Optional.empty(), Optional.of(transfer));
    }

    @Override
    public void ended(EndedCall end) {
        log.ended(end);
        var cost = end.facts().charge().map(Charge::amount);
        var organization = end.call().organizationId();
        feed.tell(organization, new News.CallEnded(end.call(), end.ending(), end.answeredAt(), end.at(), cost));
        if (cost.filter(amount -> amount.signum() > 0).isPresent()) {
            organizations
                    .find(organization)
                    .map(Organization::balance)
                    .ifPresent(left -> feed.tell(organization, new News.BalanceChanged(left)));
        }
    }

    /// Repeats that were added up are not news.
    @Override
    public Optional<UUID> turnedAway(Call call, Refusal refusal, String source, List<Step> trace) {
        var record = log.turnedAway(call, refusal, source, trace);
        if (record.filter(call.id()::equals).isPresent()) {
            var end = new News.CallEnded(call, refusal, Optional.empty(), call.createdAt(), Optional.empty());
            feed.tell(call.organizationId(), end);
        }
        return record;
    }

    private void update(Call call, Optional<CallState> state, Optional<Instant> started, Optional<Transfer> transfer) {
        feed.tell(call.organizationId(), new News.CallUpdated(call, state, started, transfer));
    }
}
