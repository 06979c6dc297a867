package chorus.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.FarEnd;
import chorus.sip.dialog.Dialog;
import chorus.sip.dialog.SessionTerms;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// We change a session of our own accord (RFC 3261 §14.1).
class OwnOfferStoriesTest {
    private static final String HELD = FarEnd.SDP + "a=recvonly\r\n";

    private final CallingSide caller = new CallingSide(SipLimits.standard());
    private final FarEnd farEnd = new FarEnd();

    @AfterEach
    void close() {
        farEnd.close();
        caller.close();
    }

    @Test
    void itsAnswerIsConfirmedAndTold() {
        var told = offers(caller.isAnswered(farEnd, ""));
        var offer = farEnd.hears("INVITE");
        assertThat(offer).contains("a=sendonly", "Contact: ", "CSeq: 2 INVITE");
        farEnd.answers(offer, "200 OK", "", HELD);
        farEnd.hears("ACK");
        assertThat(told.orTimeout(5, TimeUnit.SECONDS).join()).isEqualTo("200 OK " + HELD);
    }

    @Test
    void itsRefusalLeavesTheCallAndTheNextOfferGoesOut() {
        var dialog = caller.isAnswered(farEnd, "");
        var told = offers(dialog);
        farEnd.answers(farEnd.hears("INVITE"), "488 Not Acceptable Here", "", "");
        farEnd.hears("ACK");
        assertThat(told.orTimeout(5, TimeUnit.SECONDS).join()).isEqualTo("488 Not Acceptable Here ");
        var _ = offers(dialog);
        farEnd.hears("INVITE");
    }

    @Test
    void aSecondOneWaitsForTheFirst() {
        var dialog = caller.isAnswered(farEnd, "");
        var _ = offers(dialog);
        assertThat(offers(dialog).orTimeout(5, TimeUnit.SECONDS).join()).isEqualTo("491 Request Pending ");
    }

    @Test
    void tellsHowTheSessionIsKept() {
        var dialog = caller.isAnswered(farEnd, "Session-Expires: 600;refresher=uac\nSupported: timer");
        var terms = new CompletableFuture<Optional<SessionTerms>>();
        dialog.session(terms::complete);
        assertThat(terms.orTimeout(5, TimeUnit.SECONDS).join())
                .contains(new SessionTerms(Duration.ofMinutes(10), true));
    }

    private static CompletableFuture<String> offers(Dialog dialog) {
        var told = new CompletableFuture<String>();
        dialog.offer(
                () -> FarEnd.SDP + "a=sendonly\r\n",
                (status, phrase, sdp) -> told.complete(status + " " + phrase + " " + sdp.orElse("")));
        return told;
    }
}
