package chorus.sip.transaction;

import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transport.Source;
import chorus.sip.transport.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request of theirs and our answers to it (§17.2). Lives on the loop.
public final class ServerTransaction {
    private final Transactions all;
    private final String key;
    private final Source source;
    private final String callId;
    private final Machine machine;
    private final TimerSlots timers;
    private final Optional<String> origin;

    /// What is answered; on UDP let go once it is, because the wait for repeats is long and needs the answer only.
    private @Nullable SipRequest request;

    private @Nullable Target answerTo;
    private byte @Nullable [] last;
    private @Nullable String tag;

    ServerTransaction(Transactions all, String key, Optional<String> origin, SipRequest request, Source source) {
        this.all = all;
        this.key = key;
        this.origin = origin;
        this.request = request;
        this.source = source;
        this.callId = request.callId();
        var invite = request.is("INVITE");
        this.machine = new Machine(
                invite ? all.tables().inviteServer() : all.tables().server(),
                invite ? State.PROCEEDING : State.TRYING,
                all.timing(),
                source.transport().isReliable());
        this.timers = new TimerSlots(all.timers(), machine, this::feed);
    }

    /// The request, while it is open.
    public SipRequest request() {
        var open = request;
        if (open == null) {
            throw new IllegalStateException("A request that was answered is not kept.");
        }
        return open;
    }

    public Source source() {
        return source;
    }

    /// Our To tag in what we answer to this request, and to a CANCEL of it (§9.2).
    public String tag() {
        var known = tag;
        if (known == null) {
            known = all.newTag();
            tag = known;
        }
        return known;
    }

    /// No final answer was given yet.
    public boolean isOpen() {
        return machine.state() == State.TRYING || machine.state() == State.PROCEEDING;
    }

    /// Not even a provisional answer was given yet.
    boolean isUnanswered() {
        return isOpen() && last == null;
    }

    /// Answers. After a final answer only the same 2xx may go again, and anything else is ignored.
    public void respond(SipResponse response) {
        respond(response, response.toBytes());
    }

    /// Answers with a message already written.
    public void respond(SipResponse response, byte[] bytes) {
        apply(Input.ofStatus(response.status()), bytes, null);
    }

    String key() {
        return key;
    }

    Optional<String> origin() {
        return origin;
    }

    boolean isTerminated() {
        return machine.isTerminated();
    }

    void again() {
        apply(Input.REQUEST_AGAIN, null, null);
    }

    void acknowledged(SipRequest ack) {
        apply(Input.ACK, null, ack);
    }

    private void feed(Input timer) {
        apply(timer, null, null);
    }

    private void apply(Input input, byte @Nullable [] response, @Nullable SipRequest heard) {
        for (var action : machine.on(input)) {
            perform(action, response, heard);
        }
        if (!isOpen()) {
            letGo();
        }
        if (machine.isTerminated()) {
            timers.stop();
            all.remove(this);
        }
    }

    private void perform(Action action, byte @Nullable [] response, @Nullable SipRequest heard) {
        switch (action) {
            case SEND -> send(response);
            case SEND_AGAIN -> {
                all.countRepeat();
                resend();
            }
            case PASS -> {
                if (heard != null) {
                    all.user().acknowledged(heard, source);
                }
            }
            case REPORT_TIMEOUT, REPORT_UNREACHABLE, SEND_ACK -> {
                // No ACK came for a refusal: nothing more is owed to anyone.
            }
            case STOP_REPEATING -> timers.stopRepeating();
            case STOP_WAITING -> timers.stopWaiting();
            case START_A,
                    START_B,
                    START_D,
                    START_E,
                    START_F,
                    START_G,
                    START_H,
                    START_I,
                    START_J,
                    START_K,
                    START_L,
                    START_M -> timers.start(action);
        }
    }

    private void send(byte @Nullable [] response) {
        last = response;
        resend();
    }

    private void resend() {
        var bytes = last;
        if (bytes != null) {
            var target = answerTo;
            all.wire()
                    .send(
                            callId,
                            bytes,
                            target == null ? all.wire().responseTarget(request().via(), source) : target);
        }
    }

    /// Of a 2xx, the dialog keeps the bytes until the ACK (RFC 6026 §7.1).
    private void letGo() {
        if (machine.state() == State.ACCEPTED) {
            last = null;
        }
        var answered = request;
        if (answered != null && !source.transport().isReliable()) {
            answerTo = all.wire().responseTarget(answered.via(), source);
            request = null;
        }
    }
}
