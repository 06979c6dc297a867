package chorus.sip.dialog;

import chorus.sip.message.Header;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transaction.ServerTransaction;
import chorus.sip.transaction.Timers;
import chorus.sip.transport.Source;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/// An INVITE that begins a dialog, until it is answered, refused or taken back. Its state lives on the loop.
final class Invitation implements IncomingInvite, Participant {
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final UserAgent agent;
    private final ServerTransaction transaction;
    private final Path path;
    private final String tag;
    private final Timers.Timer limit;
    private boolean decided;
    private volatile boolean canceled;

    Invitation(UserAgent agent, ServerTransaction transaction, Path path) {
        this.agent = agent;
        this.transaction = transaction;
        this.path = path;
        this.tag = transaction.tag();
        this.limit = agent.timers().start(LONGEST, () -> withdraw(480, "Temporarily Unavailable"));
    }

    ServerTransaction transaction() {
        return transaction;
    }

    DialogId id() {
        return DialogId.of(request(), tag);
    }

    @Override
    public SipRequest request() {
        return transaction.request();
    }

    @Override
    public Source source() {
        return transaction.source();
    }

    @Override
    public InetAddress localAddress() {
        return agent.addresses().towards(source().address());
    }

    @Override
    public Optional<String> offer() {
        return Rules.sdp(request());
    }

    @Override
    public void ring() {
        agent.run(() -> {
            if (!decided) {
                transaction.respond(response(180, "Ringing")
                        .copy("Record-Route")
                        .header("Contact", agent.contact(source()))
                        .build());
            }
        });
    }

    @Override
    public void refuse(int code, String phrase, Header... more) {
        if (code < 300) {
            throw new IllegalArgumentException("A refusal is a status of 300 to 699, not " + code + ".");
        }
        var refusal = response(code, phrase);
        for (var header : more) {
            refusal.header(header);
        }
        var built = refusal.build();
        agent.run(() -> decide(() -> transaction.respond(built)));
    }

    @Override
    public Dialog answer(String sdp, DialogListener listener) {
        var answer = response(200, "OK")
                .copy("Record-Route")
                .header("Contact", agent.contact(source()))
                .header("Allow", Rules.ALLOW)
                .header("Supported", Rules.SUPPORTED)
                .body(Rules.SDP, sdp)
                .build();
        var dialog = new AnsweredDialog(agent, id(), request(), path, tag, listener);
        agent.run(() -> {
            if (!decide(() -> agent.replace(this, dialog))) {
                dialog.abandoned();
                return;
            }
            dialog.answered(transaction, answer, offer().isEmpty());
        });
        return dialog;
    }

    @Override
    public boolean isCanceled() {
        return canceled;
    }

    /// Before the answer, a caller may only give up; everything else has to wait.
    @Override
    public void requested(ServerTransaction inside) {
        if (inside.request().is("BYE")) {
            agent.answer(inside, 200, "OK");
            withdraw(487, "Request Terminated");
        } else if (!Rules.isAllowed(inside.request())) {
            inside.respond(agent.signed(Rules.notAllowed(inside.request())).build());
        } else {
            agent.answer(inside, 491, "Request Pending");
        }
    }

    @Override
    public void acknowledged(SipRequest ack) {
        agent.countStrayAck();
    }

    @Override
    public void canceled(ServerTransaction invite) {
        withdraw(487, "Request Terminated");
    }

    @Override
    public void closed() {
        withdraw(503, "Service Unavailable");
    }

    private void withdraw(int code, String phrase) {
        decide(() -> {
            canceled = true;
            transaction.respond(response(code, phrase).build());
        });
    }

    private boolean decide(Runnable decision) {
        if (decided) {
            return false;
        }
        decided = true;
        limit.cancel();
        agent.forget(this);
        decision.run();
        return true;
    }

    private SipResponse.Builder response(int code, String phrase) {
        return agent.signed(SipResponse.answering(request(), code, phrase).toTag(tag));
    }
}
