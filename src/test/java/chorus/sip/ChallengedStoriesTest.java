package chorus.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.FarEnd;
import chorus.fake.Lock;
import chorus.sip.auth.Credentials;
import chorus.sip.dialog.Dialog;
import chorus.sip.dialog.SessionPolicy;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Calls that came in, from a PBX that asks for a password inside them.
class ChallengedStoriesTest {
    private static final Optional<Credentials> OURS = Optional.of(new Credentials("line7", () -> "sesame"));
    private static final SessionPolicy SHORT = new SessionPolicy(Duration.ofSeconds(3), Duration.ofSeconds(2));

    private final Lock pbx = new Lock("Authorization", "line7", "pbx.example", "sesame");
    private final Lock proxy = new Lock("Proxy-Authorization", "line7", "proxy.example", "sesame");
    private final Callee callee = new Callee(SipLimits.standard().with(SHORT), Callee.HASTY, any -> true);
    private final FarEnd farEnd = new FarEnd();

    @AfterEach
    void close() {
        farEnd.close();
        callee.close();
    }

    @Test
    void theByeIsSaidAgainWithThePassword() {
        answered("", OURS).bye();

        var asked = farEnd.hears("BYE");
        assertThat(asked).doesNotContain("Authorization");
        farEnd.answers(asked, "401 Unauthorized", pbx.challenge(), "");

        assertThat(farEnd.hears("BYE")).matches(pbx::isOpenedBy, "proves the password");
    }

    @Test
    void theRefreshIsSaidAgainWithThePassword() {
        answered("Session-Expires: 2\nSupported: timer\nAllow: INVITE, ACK, BYE, UPDATE", OURS);

        farEnd.answers(farEnd.hears("UPDATE"), "407 Proxy Authentication Required", proxy.challenge(), "");

        assertThat(farEnd.hears("UPDATE")).matches(proxy::isOpenedBy, "proves the password");
    }

    @Test
    void theReinviteAndItsAckCarryThePassword() {
        answered("Session-Expires: 2\nSupported: timer\nAllow: INVITE, ACK, BYE", OURS);

        farEnd.answers(farEnd.hears("INVITE"), "401 Unauthorized", pbx.challenge(), "");
        farEnd.hears("ACK");

        var again = farEnd.hears("INVITE");
        assertThat(again).matches(pbx::isOpenedBy, "proves the password");
        farEnd.answers(again, "200 OK", "Session-Expires: 2;refresher=uac", FarEnd.SDP);
        assertThat(farEnd.hears("ACK")).contains("Authorization: Digest username=\"line7\"");
    }

    @Test
    void nothingIsShownToAMachineThatTheCallOnlyNames() {
        try (var stranger = new FarEnd("127.0.0.2")) {
            answered("Contact: <sip:far@127.0.0.2:" + stranger.port() + ">", OURS)
                    .bye();

            stranger.answers(stranger.hears("BYE"), "401 Unauthorized", pbx.challenge(), "");

            callee.isLeft();
            assertThat(stranger.count("BYE ")).isEqualTo(1);
        }
    }

    @Test
    void nothingIsShownToWhomWeHaveNothingToShow() {
        answered("", Optional.empty()).bye();

        farEnd.answers(farEnd.hears("BYE"), "401 Unauthorized", pbx.challenge(), "");

        callee.isLeft();
        assertThat(farEnd.count("BYE ")).isEqualTo(1);
    }

    private Dialog answered(String more, Optional<Credentials> shown) {
        farEnd.calls(callee.address(), more, FarEnd.SDP);
        var dialog = callee.isCalled().answer(Callee.SDP, callee, shown);
        farEnd.acknowledges(farEnd.hears("INVITE", 200), "");
        callee.isConfirmed();
        return dialog;
    }
}
