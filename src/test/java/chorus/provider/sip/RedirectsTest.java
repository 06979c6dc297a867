package chorus.provider.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.SipStyle.CallerId;
import chorus.phonebook.Trunk;
import chorus.sip.message.SipUri;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest {
    private static final SipUri FIRST = SipUri.sip("+442071838750", "pbx.example.com", -1);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:1@pbx.example.com:5080>",
                "<sip:1@PBX.example.com>",
                "<sip:1@east.pbx.example.com>",
                "<sip:1@proxy.example.net>"
            })
    void followsARegistrarWithinItsDomainAndToItsProxy(String contact) {
        assertThat(redirects().next(moved(contact))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:1@evil.example.org>",
                "<sip:1@pbx.example.com.evil.org>",
                "<sip:1@evilpbx.example.com>",
                "<sip:1@127.0.0.1>",
                "<tel:+19005550100>",
                "<mailto:a@pbx.example.com>"
            })
    void followsNobodyElse(String contact) {
        var redirects = redirects();

        assertThat(redirects.next(moved(contact))).isEmpty();
        assertThat(redirects.refusal()).contains("not followed");
    }

    @Test
    void aLineOfKnownAddressesIsFollowedToThoseOnly() {
        var redirects = new Redirects(Trunks.listing("192.0.2.7", 5060, CallerId.FROM), FIRST, _ -> true);

        assertThat(redirects.next(moved("<sip:1@192.0.2.8>"))).isEmpty();
        assertThat(redirects.next(moved("<sip:1@192.0.2.7:5080>"))).isPresent();
    }

    @Test
    void takesTheContactThatIsPreferred() {
        var next = redirects().next(moved("<sip:1@pbx.example.com>;q=0.2, <sip:2@pbx.example.com>;q=0.9"));

        assertThat(next.map(SipUri::user)).contains("2");
    }

    @Test
    void doesNotGoInCircles() {
        var redirects = redirects();

        assertThat(redirects.next(moved("<" + FIRST + ">"))).isEmpty();
        assertThat(redirects.next(moved("<sip:1@pbx.example.com>"))).isPresent();
        assertThat(redirects.next(moved("<sip:1@pbx.example.com>"))).isEmpty();
    }

    @Test
    void followsFiveTimesAtMost() {
        var redirects = redirects();
        for (var i = 1; i <= 5; i++) {
            assertThat(redirects.next(moved("<sip:" + i + "@pbx.example.com>"))).isPresent();
        }

        assertThat(redirects.next(moved("<sip:6@pbx.example.com>"))).isEmpty();
        assertThat(redirects.refusal()).contains("more than 5 times");
    }

    @Test
    void sendsNoHeadersThatAContactAsksFor() {
        var next = redirects().next(moved("<sip:1@pbx.example.com?Route=%3Csip:evil.org%3E>"));

        assertThat(next.map(SipUri::toString)).contains("sip:1@pbx.example.com");
    }

    @Test
    void followsNobodyWhoMayNotBeCalled() {
        var redirects = new Redirects(Trunks.listing("192.0.2.7", 5060, CallerId.FROM), FIRST, "1000"::equals);

        assertThat(redirects.next(moved("<sip:911@192.0.2.7>"))).isEmpty();
        assertThat(redirects.refusal()).contains("911 may not be called from this number");
        assertThat(redirects.next(moved("<sip:1000@192.0.2.7>"))).isPresent();
    }

    private static Redirects redirects() {
        Trunk trunk = Trunks.registering("pbx.example.com", 5060, Optional.of("proxy.example.net:5070"), CallerId.PAI);
        return new Redirects(trunk, FIRST, _ -> true);
    }

    private static chorus.sip.message.SipResponse moved(String contact) {
        return SipAnswersTest.answer("302 Moved Temporarily", "Contact: " + contact);
    }
}
