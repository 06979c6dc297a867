package chorus.sip.transaction;

import chorus.sip.message.Header;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transport.Source;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import org.jspecify.annotations.Nullable;

/// One request of ours and what is answered (§17.1). Lives on the loop.
final class ClientTransaction {
    private final Transactions all;
    private final SipRequest request;
    private final Target target;
    private final ClientListener listener;
    private final byte[] bytes;
    private final Machine machine;
    private final TimerSlots timers;
    private Timers.@Nullable Timer look;
    private boolean over;

    ClientTransaction(Transactions all, SipRequest request, Target target, ClientListener listener) {
        this.all = all;
        this.request = request;
        this.target = target;
        this.listener = listener;
        this.bytes = request.toBytes();
        this.machine = new Machine(
                request.is("INVITE")
                        ? all.tables().inviteClient()
                        : all.tables().client(),
                State.NEW,
                all.timing(),
                target.transport().isReliable());
        this.timers = new TimerSlots(all.timers(), machine, timer -> apply(timer, null));
    }

    String key() {
        return Key.ofClient(request);
    }

    Target target() {
        return target;
    }

    /// Only whom we asked may answer, from whatever port; over UDP also from another address that the asker knows. The
    /// branch alone is no proof: whoever sees our request knows it.
    boolean mayBeAnsweredBy(Source source) {
        var there = source.address().equals(target.address())
                || (source.transport() == Transport.UDP && listener.mayAnswer(source.address()));
        return there && source.transport() == target.transport();
    }

    void start() {
        apply(Input.START, null);
        if (target.transport().isReliable()) {
            lookLater(0);
        }
    }

    /// A stream that breaks says so to nobody: as often as a datagram would be repeated, it is looked after until
    /// something was heard (§18.4).
    private void lookLater(int looks) {
        look = all.timers().start(all.timing().pause(looks), () -> {
            if (machine.state() != State.CALLING && machine.state() != State.TRYING) {
                return;
            }
            if (all.wire().leadsTo(target)) {
                lookLater(looks + 1);
            } else {
                apply(Input.TRANSPORT_ERROR, null);
            }
        });
    }

    void responded(SipResponse response) {
        apply(Input.ofStatus(response.status()), response);
    }

    private void apply(Input input, @Nullable SipResponse response) {
        for (var action : machine.on(input)) {
            perform(action, response);
        }
        if (machine.isTerminated() && !over) {
            over = true;
            timers.stop();
            if (look != null) {
                look.cancel();
            }
            all.remove(this);
        }
    }

    private void perform(Action action, @Nullable SipResponse response) {
        switch (action) {
            case SEND -> send(bytes);
            case SEND_AGAIN -> {
                all.countRepeat();
                send(bytes);
            }
            case SEND_ACK -> {
                if (response != null) {
                    send(ack(response).toBytes());
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

    private void send(byte[] message) {
        all.wire().send(request.callId(), message, target, () -> apply(Input.TRANSPORT_ERROR, null));
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
