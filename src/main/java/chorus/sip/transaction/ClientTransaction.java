package chorus.sip.transaction;

import chorus.sip.message.Header;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transport.Target;

/// One request of ours and what is answered (§17.1). Lives on the loop.
final class ClientTransaction {
    private final Transactions all;
    private final SipRequest request;
    private final Target target;
    private final ClientListener listener;
    private final byte[] bytes;
    private final Machine machine;
    private final TimerSlots timers;

    ClientTransaction(Transactions all, SipRequest request, Target target, ClientListener listener) {
        this.all = all;
        this.request = request;
        this.target = target;
        this.listener = listener;
        this.bytes = request.toBytes();
        this.machine = new Machine(
                request.is("INVITE") ? Tables.INVITE_CLIENT : Tables.CLIENT,
                State.NEW,
                all.timing(),
                target.transport().isReliable());
        this.timers = new TimerSlots(all.timers(), machine, timer -> apply(timer, null));
    }

    Key key() {
        return Key.ofClient(request);
    }

    void start() {
        apply(Input.START, null);
    }

    void responded(SipResponse response) {
        apply(Input.ofStatus(response.status()), response);
    }

    private void apply(Input input, @org.jspecify.annotations.Nullable SipResponse response) {
        for (var action : machine.on(input)) {
            perform(action, response);
        }
        if (machine.isTerminated()) {
            timers.stop();
            all.remove(this);
        }
    }

    private void perform(Action action, @org.jspecify.annotations.Nullable SipResponse response) {
        switch (action) {
            case SEND -> send();
            case SEND_AGAIN -> {
                all.countRepeat();
                send();
            }
            case SEND_ACK -> {
                if (response != null) {
                    all.wire().send(request.callId(), ack(response).toBytes(), target);
                }
            }
            case PASS -> {
                if (response != null) {
                    listener.responded(response);
                }
            }
            case REPORT_TIMEOUT, REPORT_UNREACHABLE -> listener.unanswered();
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

    private void send() {
        all.wire().send(request.callId(), bytes, target, () -> apply(Input.TRANSPORT_ERROR, null));
    }

    /// The ACK of a failure is the transaction's own (§17.1.1.3): same branch, same Request-URI, their To.
    private SipRequest ack(SipResponse response) {
        var ack = SipRequest.to("ACK", request.uri())
                .header("Via", request.via())
                .header("From", request.header("From").orElseThrow())
                .header("To", response.header("To").orElseThrow())
                .header("Call-ID", request.callId())
                .header("CSeq", request.cseq().number() + " ACK")
                .header("Max-Forwards", 70);
        for (var route : request.headers().fields("Route")) {
            ack.header(new Header("Route", route));
        }
        return ack.build();
    }
}
