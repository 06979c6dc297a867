package chorus.switchboard;

import chorus.audio.AudioFormat;
import chorus.audio.MediaLoop;
import chorus.call.DecisionTrace;
import chorus.call.Ending;
import chorus.fake.PaperOutgoingCall;
import chorus.provider.OutgoingCall;
import java.util.List;

/// A call out that enters a list once it is dialled, and tells its trace so.
record Dialled(DecisionTrace trace, PaperOutgoingCall call, List<PaperOutgoingCall> calls) implements OutgoingCall {
    @Override
    public MediaLoop mediaLoop() {
        return call.mediaLoop();
    }

    @Override
    public Outcome dial(AudioFormat format, Progress progress) {
        trace.noted("dialled", "on paper");
        calls.add(call);
        return call.dial(format, progress);
    }

    @Override
    public void cancel(Ending why) {
        call.cancel(why);
    }
}
