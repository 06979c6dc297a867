package chorus.sip.dialog;

import java.util.List;
import chorus.sip.transport.Target;

/// A call of ours.
final class OutgoingCall implements Calling {
    OutgoingCall(UserAgent agent, OutgoingInvite invite, List<Target> targets, InviteListener listener) {}
    void start() {}
    @Override
    public void cancel() {}
}
