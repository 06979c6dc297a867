package chorus.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.FarEnd;
import chorus.sip.dialog.SessionPolicy;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Both sides want something at once (RFC 3261 §14, RFC 3311 §5.2).
class GlareStoriesTest {
    private static final SessionPolicy SHORT = new SessionPolicy(Duration.ofSeconds(20), Duration.ofSeconds(1));
    private static final String TERMS = "Session-Expires: 1;refresher=uac\nSupported: timer\nAllow: INVITE, ACK, BYE";

    private final CallingSide caller = new CallingSide(SipLimits.standard().with(SHORT));
    private final Callee callee = caller.callee;
    private final FarEnd farEnd = new FarEnd();

    @AfterEach
    void close() {
        farEnd.close();
        caller.close();
    }

    @Test
    void anOfferThatMeetsOursIsRefusedAndOursIsConfirmed() {
        caller.isAnswered(farEnd, TERMS);
        var ours = farEnd.hears("INVITE");
        farEnd.asks("INVITE", "", FarEnd.SDP).hears("INVITE", 491);
        farEnd.asks("UPDATE", "", FarEnd.SDP).hears("UPDATE", 491);
        farEnd.asks("UPDATE", "", "").hears("UPDATE", 200);
        farEnd.answers(ours, "200 OK", "Session-Expires: 60;refresher=uac", FarEnd.SDP);
        farEnd.hears("ACK");
        farEnd.asks("INVITE", "", FarEnd.SDP);
        callee.isReoffered().accept(Callee.SDP);
        farEnd.hears("INVITE", 200);
    }

    @Test
    void oursIsTriedAgainWhenItMetTheirs() {
        farEnd.calls(callee.address(), TERMS.replace("1;refresher=uac", "14;refresher=uas"), FarEnd.SDP);
        callee.answers();
        farEnd.acknowledges(farEnd.hears("INVITE", 200), "");
        farEnd.answers(farEnd.hears("INVITE"), "491 Request Pending", "", "");
        farEnd.hears("ACK");
        farEnd.hears("INVITE");
    }

    @Test
    void aSecondOfferBeforeTheFirstIsAnsweredHasToWait() {
        caller.isAnswered(farEnd, "");
        farEnd.asks("UPDATE", "", FarEnd.SDP);
        var first = callee.isReoffered();
        assertThat(farEnd.asks("INVITE", "", FarEnd.SDP).hears("INVITE", 500))
                .containsPattern("Retry-After: ([0-9]|10)\r");
        first.accept(Callee.SDP);
        farEnd.hears("UPDATE", 200);
    }
}
