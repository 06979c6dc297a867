package chorus.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.FarEnd;
import chorus.sip.auth.Credentials;
import chorus.sip.dialog.Ended.Cause;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// We call through a proxy that does not stay on the way; the phone behind it names itself, and asks for our password.
class CalleeChallengeStoriesTest {
    private static final Optional<Credentials> LOGIN = Optional.of(new Credentials("line7", () -> "sesame"));
    private static final String CHALLENGE = "WWW-Authenticate: Digest realm=\"pbx\", nonce=\"n1\"";

    private final CallingSide caller = new CallingSide(SipLimits.standard());
    private final FarEnd proxy = new FarEnd();
    private final FarEnd phone = new FarEnd("127.0.0.3");
    private final String itself = "Contact: <sip:far@127.0.0.3:" + phone.port() + ">";

    @AfterEach
    void close() {
        phone.close();
        proxy.close();
        caller.close();
    }

    @Test
    void theProxyThatWeCalledIsShownThePassword() {
        caller.calls(proxy, LOGIN);
        proxy.answers(proxy.hears("INVITE"), "200 OK", "", FarEnd.SDP);
        proxy.hears("ACK");
        caller.dialog().bye();
        proxy.answers(proxy.hears("BYE"), "401 Unauthorized", CHALLENGE, "");

        assertThat(proxy.hears("BYE")).contains("\r\nAuthorization: Digest username=\"line7\"");
    }

    @Test
    void thePhoneBehindItIsNotShownThePasswordWhenWeHangUp() {
        caller.calls(proxy, LOGIN);
        proxy.answers(proxy.hears("INVITE"), "200 OK", itself, FarEnd.SDP);
        phone.hears("ACK");

        hangsUpUnproved();
    }

    @Test
    void norWhenItRingsReliably() {
        caller.calls(proxy, LOGIN);
        var invite = proxy.hears("INVITE");
        proxy.answers(invite, "180 Ringing", itself + "\nRequire: 100rel\nRSeq: 1", "");
        phone.answers(phone.hears("PRACK"), "401 Unauthorized", CHALLENGE, "");
        proxy.answers(invite, "200 OK", itself, FarEnd.SDP);
        phone.hears("ACK");

        hangsUpUnproved();
        assertThat(phone.count("PRACK")).isOne();
    }

    @Test
    void norWhenItChangesTheCallFromWhereItIs() {
        caller.calls(proxy, LOGIN);
        proxy.answers(proxy.hears("INVITE"), "200 OK", itself, FarEnd.SDP);
        phone.says(update(phone.hears("ACK")));
        phone.hears("UPDATE", 200);

        hangsUpUnproved();
    }

    private void hangsUpUnproved() {
        caller.dialog().bye();
        phone.answers(phone.hears("BYE"), "401 Unauthorized", CHALLENGE, "");

        assertThat(caller.callee.isLeft().cause()).isEqualTo(Cause.LOCAL_BYE);
        assertThat(phone.count("BYE")).isOne();
    }

    /// In the dialog that was confirmed.
    private String update(String ack) {
        return "UPDATE sip:chorus@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.3:" + phone.port()
                + ";branch=z9hG4bKupdate;rport\r\nMax-Forwards: 70\r\n"
                + FarEnd.line(ack, "To").replaceFirst("^To", "From") + "\r\n"
                + FarEnd.line(ack, "From").replaceFirst("^From", "To") + "\r\n" + FarEnd.line(ack, "Call-ID")
                + "\r\nCSeq: 1 UPDATE\r\n" + itself + "\r\nContent-Length: 0\r\n\r\n";
    }
}
