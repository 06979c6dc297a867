package chorus.provider.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.Refusal;
import chorus.phonebook.PrivateAddresses;
import chorus.provider.sip.Negotiation.Outcome;
import chorus.rtp.Sources;
import chorus.rtp.SrtpKeys;
import chorus.sip.sdp.LocalMedia;
import chorus.sip.sdp.OfferAnswer;
import chorus.sip.sdp.Origin;
import chorus.sip.sdp.Security;
import chorus.sip.transport.LocalAddresses;
import chorus.sip.transport.Reach;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of a call's keys when it is offered anew.
class NegotiationTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("198.51.100.1");
    private static final String PLAIN =
            "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n" + "m=audio 20000 RTP/AVP 0\r\n";
    private static final String SECURED = PLAIN.replace("RTP/AVP", "RTP/SAVP");
    private static final String KEY = key("WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz");
    private static final String OTHER_KEY = key("PS1uQCVeeCFCanVmcjkpPywjNWhcYD0mXXtxaVBR");

    private static String key(String bytes) {
        return "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + bytes + "\r\n";
    }

    private static Negotiation negotiation(Security.Wish wish) {
        var local = new LocalMedia(Origin.at(HERE, 42), HERE, 16_384, Codecs.SPOKEN)
                .secured(Security.of(wish, new SecureRandom()));
        return new Negotiation(local, InetAddress.ofLiteral("192.0.2.9"), reach(any -> false));
    }

    private static Reach reach(Predicate<InetAddress> barred) {
        return new Reach(new LocalAddresses(Optional.of(HERE), InetAddress.ofLiteral("0.0.0.0")), barred);
    }

    private static Optional<SrtpKeys> keys(Outcome outcome) {
        return ((Outcome.Agreed) outcome).parameters().srtp();
    }

    private static String ours(Outcome outcome) {
        return ((Outcome.Agreed) outcome)
                .sdp()
                .lines()
                .filter(line -> line.startsWith("a=crypto:"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, an address of this server",
        "198.51.100.1, an address of this server",
        "169.254.169.254, a link-local address",
        "239.1.1.1, a multicast address",
    })
    void noSoundIsSentWhereAStrangerMustNotMakeUsTalk(String named, String kind) {
        var offer = PLAIN.replace("c=IN IP4 192.0.2.9", "c=IN IP4 " + named);

        assertThat(negotiation(Security.Wish.PLAIN).answer(offer))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.why()).contains("names " + named, kind, "go to 192.0.2.9"));
    }

    @Test
    void soundForAHostThatTheOperatorBarsGoesToTheSignallerUntilThePhoneIsHeard() {
        var local = new LocalMedia(Origin.at(HERE, 42), HERE, 16_384, Codecs.SPOKEN);
        var signaller = InetAddress.ofLiteral("192.0.2.9");
        var offer = PLAIN.replace("c=IN IP4 192.0.2.9", "c=IN IP4 10.0.0.5");

        assertThat(new Negotiation(local, signaller, reach(PrivateAddresses::contain)).answer(offer))
                .isInstanceOfSatisfying(Outcome.Agreed.class, agreed -> {
                    assertThat(agreed.parameters().remote()).isEqualTo(new InetSocketAddress(signaller, 20_000));
                    assertThat(agreed.parameters().sources())
                            .isEqualTo(new Sources(List.of(InetAddress.ofLiteral("10.0.0.5"), signaller), true));
                });
    }

    @Test
    void aPhoneOnThisMachineIsSpokenToOnThisMachine() {
        var local = new LocalMedia(Origin.at(HERE, 42), HERE, 16_384, Codecs.SPOKEN);
        var here = new Negotiation(local, InetAddress.ofLiteral("127.0.0.1"), reach(any -> false));

        assertThat(here.answer(PLAIN.replace("c=IN IP4 192.0.2.9", "c=IN IP4 127.0.0.2")))
                .isInstanceOf(Outcome.Agreed.class);
    }

    @Test
    void theSameKeyAgainKeepsOurs() {
        var call = negotiation(Security.Wish.ENCRYPTED);
        var first = call.answer(SECURED + KEY);
        call.next();
        assertThat(ours(call.answer(SECURED + KEY))).isEqualTo(ours(first));
    }

    @Test
    void aNewKeyOfTheirsGetsANewOneOfOurs() {
        var call = negotiation(Security.Wish.ENCRYPTED);
        var first = call.answer(SECURED + KEY);
        call.next();
        var second = call.answer(SECURED + OTHER_KEY);
        assertThat(ours(second)).isNotEqualTo(ours(first));
        assertThat(keys(second)).isPresent().isNotEqualTo(keys(first));
    }

    @ParameterizedTest
    @EnumSource(
            value = Security.Wish.class,
            names = {"EITHER", "ENCRYPTED"})
    void anEncryptedCallDoesNotGoOnInTheClear(Security.Wish wish) {
        var call = negotiation(wish);
        var first = call.answer(SECURED + KEY);
        call.next();
        assertThat(call.answer(PLAIN))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.refusal()).isEqualTo(Refusal.NO_COMMON_ENCRYPTION));
        assertThat(keys(call.answer(SECURED + KEY))).isEqualTo(keys(first));
    }

    @Test
    void anAnswerToOurOfferWithinTheCallDoesNotTakeTheEncryptionAway() {
        var call = negotiation(Security.Wish.EITHER);
        call.answer(SECURED + KEY);
        assertThat(OfferAnswer.offer(call.reoffer()).toString()).contains("a=crypto:1 ");
        assertThat(call.confirm(PLAIN)).isInstanceOf(Outcome.Failed.class);
        assertThat(keys(call.confirm(PLAIN + OTHER_KEY))).isPresent();
    }

    @Test
    void ourAnswerOfferedAgainKeepsItsTagAndOurKeyAndTakesTheirNewOne() {
        var call = negotiation(Security.Wish.EITHER);
        var first = call.answer(SECURED + KEY.replace("crypto:1", "crypto:7"));
        assertThat(call.renew(SECURED)).isInstanceOf(Outcome.Failed.class);
        assertThat(call.renew(PLAIN)).isInstanceOf(Outcome.Failed.class);
        var renewed = call.renew(SECURED + OTHER_KEY.replace("crypto:1", "crypto:7"));
        assertThat(keys(renewed)).isPresent().isNotEqualTo(keys(first));
        call.next();
        assertThat(ours(call.answer(SECURED + OTHER_KEY.replace("crypto:1", "crypto:7"))))
                .isEqualTo(ours(first));
    }

    @Test
    void aCallInTheClearMayBecomeEncrypted() {
        var call = negotiation(Security.Wish.EITHER);
        assertThat(keys(call.answer(PLAIN))).isEmpty();
        call.next();
        assertThat(keys(call.answer(SECURED + KEY))).isPresent();
    }

    @Test
    void oneBranchOfAForkedCallMayBeEncryptedAndTheOtherNot() {
        var call = negotiation(Security.Wish.EITHER);
        assertThat(keys(call.accept(PLAIN + KEY))).isPresent();
        assertThat(keys(call.accept(PLAIN))).isEmpty();
    }
}
