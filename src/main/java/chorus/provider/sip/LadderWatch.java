package chorus.provider.sip;

import chorus.provider.Dialling;
import java.time.Clock;
import java.time.Duration;

/// Has the messages of a call of ours kept as its ladder.
record LadderWatch(LiveLadders ladders, Dialling call, Clock clock) implements SipInviter.Watch {
    @Override
    public void begins(String sipCallId) {
        var began = call.trace().began();
        var elapsed = Duration.between(began, clock.instant());
        ladders.begins(sipCallId, call.callId(), call.number().organizationId(), began, elapsed);
    }

    @Override
    public void over() {
        ladders.over(call.callId());
    }
}
