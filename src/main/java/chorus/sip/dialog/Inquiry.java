package chorus.sip.dialog;

import chorus.sip.auth.Digest;
import chorus.sip.dialog.RequestListener.Outcome;
import chorus.sip.dialog.RequestListener.Reply;
import chorus.sip.dialog.RequestListener.Unanswered;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transaction.ClientListener;
import chorus.sip.transaction.Timers;
import chorus.sip.transport.Target;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request of ours outside any dialog, on its way from target to target. Lives on the loop.
///
/// A target that says nothing gives way to the next one long before Timer F, as [OutgoingCall] does; what it says too
/// late counts for nothing.
final class Inquiry {
    private static final int LONGEST = 300;

    /// So many silences would fill Timer F.
    private static final int SILENCES = 4;

    private final UserAgent agent;
    private final OutgoingRequest asked;
    private final List<Target> targets;
    private final RequestListener listener;
    private final Optional<Digest> digest;
    private final String tag;
    private long sequence;
    private int at;
    private String contact = "";
    private Outcome last = new Unanswered("There is no address to send to.");

    Inquiry(UserAgent agent, OutgoingRequest asked, List<Target> targets, RequestListener listener) {
        this.agent = agent;
        this.asked = asked;
        this.targets = List.copyOf(targets);
        this.listener = listener;
        this.digest = asked.farSide().credentials().map(Digest::new);
        this.tag = asked.from().tag().orElseGet(agent::newTag);
        this.sequence = asked.cseq();
    }

    void start() {
        if (at < targets.size()) {
            send();
        } else {
            agent.tell(() -> listener.done(last));
        }
    }

    private void responded(SipResponse response) {
        var target = targets.get(at);
        agent.seenAs().learn(response.via(), target);
        var useless = challenged(response) ? digest.flatMap(known -> known.take(response)) : Optional.<String>empty();
        last = new Reply(response, target, contact, agent.contact(asked.contactUser(), target), useless);
        if (response.status() == 503) {
            next();
        } else if (challenged(response) && digest.isPresent() && useless.isEmpty()) {
            sequence++;
            send();
        } else {
            agent.tell(() -> listener.done(last));
        }
    }

    /// Who gave no answer is named beside those before, unless somebody said something.
    private void unanswered() {
        var why = agent.silence(targets.get(at));
        last = switch (last) {
            case Reply spoken -> spoken;
            case Unanswered(var before) when at > 0 && before.length() < LONGEST -> new Unanswered(before + " " + why);
            case Unanswered _ -> new Unanswered(why);
        };
        next();
    }

    private void next() {
        at++;
        digest.ifPresent(Digest::elsewhere);
        sequence++;
        start();
    }

    private static boolean challenged(SipResponse response) {
        return response.status() == 401 || response.status() == 407;
    }

    private void send() {
        var target = targets.get(at);
        contact = agent.contact(asked.contactUser(), target);
        var request = SipRequest.to(asked.method(), asked.requestUri())
                .header("Via", agent.via(target))
                .header("Max-Forwards", 70)
                .header("From", asked.from().withTag(tag))
                .header("To", asked.to())
                .header("Call-ID", asked.callId())
                .header("CSeq", sequence + " " + asked.method());
        asked.routes().forEach(route -> request.header("Route", route));
        if (asked.more().stream().noneMatch(header -> header.name().equals("Contact"))) {
            request.header("Contact", contact);
        }
        asked.former()
                .filter(former -> !former.equals(contact))
                .ifPresent(former -> request.header("Contact", former + ";expires=0"));
        request.header("User-Agent", agent.name());
        asked.more().forEach(request::header);
        digest.ifPresent(
                known -> known.headers(asked.method(), asked.requestUri()).forEach(request::header));
        new Attempt().send(request.build(), target);
    }

    /// The request at one target, and what that says.
    private final class Attempt implements ClientListener {
        private Timers.@Nullable Timer silence;
        private boolean passedOver;

        private void send(SipRequest request, Target target) {
            if (at + 1 < targets.size()) {
                silence = agent.timers().start(agent.timing().patience().dividedBy(SILENCES), this::giveWay);
            }
            agent.send(request, target, this);
        }

        @Override
        public void responded(SipResponse response) {
            endSilence();
            if (!passedOver && response.isFinal()) {
                Inquiry.this.responded(response);
            }
        }

        @Override
        public void unanswered() {
            endSilence();
            if (!passedOver) {
                Inquiry.this.unanswered();
            }
        }

        @Override
        public boolean mayAnswer(InetAddress elsewhere) {
            return asked.farSide().addresses().test(elsewhere);
        }

        private void giveWay() {
            passedOver = true;
            Inquiry.this.unanswered();
        }

        private void endSilence() {
            if (silence != null) {
                silence.cancel();
            }
        }
    }
}
