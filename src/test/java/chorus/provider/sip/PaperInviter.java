package chorus.provider.sip;

import chorus.sip.dialog.Dialog;
import chorus.sip.dialog.DialogListener;
import chorus.sip.dialog.OfferListener;
import chorus.sip.dialog.Refer;
import chorus.sip.dialog.ReferListener;
import chorus.sip.dialog.SessionTerms;
import chorus.sip.message.Header;
import chorus.sip.message.NameAddr;
import chorus.sip.message.SipUri;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A network on paper: it keeps each INVITE for the test to answer.
final class PaperInviter implements Inviter {
    private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();

    @Override
    public Calling invite(Invite invite, CallRoute.Open way, DialogListener dialog, Listener listener) {
        var one = new Sent(invite, way, dialog, listener, new CopyOnWriteArrayList<>());
        sent.add(one);
        return () -> one.log().add("CANCEL");
    }

    Sent next() {
        try {
            var next = sent.poll(5, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("No INVITE was sent.");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    boolean isSilent() {
        return sent.isEmpty();
    }

    /// @param log what was asked of it: CANCEL, BYE
    record Sent(Invite invite, CallRoute.Open way, DialogListener dialog, Listener listener, List<String> log)
            implements Dialog {
        void rings(String... more) {
            listener.provisional(SipAnswersTest.answer("180 Ringing", more));
        }

        void playsEarly(String sdp) {
            listener.provisional(SipAnswersTest.answerWith("183 Session Progress", sdp));
        }

        void answers(String sdp) {
            listener.answered(this, SipAnswersTest.answerWith("200 OK", sdp));
        }

        void refuses(String status, String... more) {
            listener.failed(new Failure.Refused(SipAnswersTest.answer(status, more), ""));
        }

        @Override
        public String callId() {
            return invite.callId();
        }

        @Override
        public void refer(Refer refer, ReferListener listener) {
            listener.done(new ReferListener.Refused(405, "Method Not Allowed"));
        }

        @Override
        public void inform(String contentType, String body, Runnable refused) {
            refused.run();
        }

        @Override
        public void offer(Supplier<String> sdp, OfferListener answer) {
            answer.answered(488, "Not Acceptable Here", Optional.empty());
        }

        @Override
        public void session(Consumer<Optional<SessionTerms>> told) {
            told.accept(Optional.empty());
        }

        @Override
        public NameAddr asTarget() {
            return NameAddr.of(SipUri.sip("callee", "192.0.2.1", -1));
        }

        @Override
        public void bye(Header... more) {
            log.add("BYE");
        }
    }
}
