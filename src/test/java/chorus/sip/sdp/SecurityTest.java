package chorus.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Encryption in offers and answers.
class SecurityTest {
    private static final String KEY = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";
    private static final String LINE = "a=crypto:7 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^31\r\n";
    private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n";
    private static final String PLAIN = HEAD + "m=audio 20000 RTP/AVP 0\r\n";
    private static final String SECURED = HEAD + "m=audio 20000 RTP/SAVP 0\r\n";

    private static LocalMedia ours(Security.Wish wish) {
        var here = InetAddress.ofLiteral("198.51.100.1");
        return new LocalMedia(Origin.at(here, 42), here, 16_384, List.of(Codec.PCMU))
                .secured(Security.of(wish, new SecureRandom()));
    }

    private static SessionDescription parse(String text) {
        return ((SessionDescription.Parsed.Sound) SessionDescription.parse(text)).description();
    }

    private static Answer answer(String offer, Security.Wish wish) {
        return OfferAnswer.answer(parse(offer), ours(wish));
    }

    @ParameterizedTest
    @ValueSource(strings = {SECURED, PLAIN})
    void anOfferWithAKeyIsAnsweredWithOursUnderItsTag(String offer) {
        var accepted = (Answer.Accepted) answer(offer + LINE, Security.Wish.EITHER);
        assertThat(accepted.negotiated().crypto()).isPresent();
        assertThat(accepted.description().toString())
                .contains("a=crypto:7 AES_CM_128_HMAC_SHA1_80 inline:")
                .doesNotContain(KEY);
    }

    @Test
    void eachWishTakesWhatItMay() {
        assertThat(answer(SECURED + LINE, Security.Wish.ENCRYPTED)).isInstanceOf(Answer.Accepted.class);
        assertThat(answer(PLAIN, Security.Wish.EITHER))
                .isInstanceOfSatisfying(
                        Answer.Accepted.class,
                        accepted ->
                                assertThat(accepted.description().toString()).doesNotContain("crypto"));
        assertThat(answer(PLAIN + LINE, Security.Wish.PLAIN))
                .isInstanceOfSatisfying(
                        Answer.Accepted.class,
                        accepted -> assertThat(accepted.negotiated().crypto()).isEmpty());
        assertThat(answer(SECURED + LINE, Security.Wish.PLAIN))
                .isInstanceOfSatisfying(
                        Answer.NoCommonEncryption.class,
                        no -> assertThat(no.why()).contains("sipSrtp"));
        assertThat(answer(PLAIN + LINE, Security.Wish.ENCRYPTED))
                .isInstanceOfSatisfying(
                        Answer.NoCommonEncryption.class,
                        no -> assertThat(no.why()).contains("sipSrtp"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1 AES_CM_128_HMAC_SHA1_80",
                "1 F8_128_HMAC_SHA1_80 inline:" + KEY,
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^20|1:4",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|1:4",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " UNENCRYPTED_SRTP",
                "1 AES_CM_128_HMAC_SHA1_80 inline:!" + KEY,
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "AAAA",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^3",
                "x AES_CM_128_HMAC_SHA1_80 inline:" + KEY
            })
    void refusesLinesItCannotKeep(String line) {
        assertThat(Crypto.parse(line)).isEmpty();
        assertThat(answer(SECURED + "a=crypto:" + line + "\r\n", Security.Wish.EITHER))
                .isInstanceOf(Answer.NoCommonEncryption.class);
    }

    @Test
    void ourOfferIsAnsweredWithOneOfItsLinesOrInTheClearButNeverHalf() {
        var either = ours(Security.Wish.EITHER);
        var line = LINE.replace(":7 ", ":1 ");
        assertThat(OfferAnswer.offer(either).toString()).contains("RTP/AVP").contains("a=crypto:1 ");
        assertThat(OfferAnswer.accept(either, parse(PLAIN + line)))
                .isInstanceOfSatisfying(
                        Answer.Accepted.class,
                        accepted -> assertThat(accepted.negotiated().crypto()).isPresent());
        assertThat(OfferAnswer.accept(either, parse(PLAIN))).isInstanceOf(Answer.Accepted.class);
        assertThat(OfferAnswer.accept(either, parse(SECURED))).isInstanceOf(Answer.NoCommonEncryption.class);
        assertThat(OfferAnswer.accept(either, parse(PLAIN + LINE))).isInstanceOf(Answer.NoCommonEncryption.class);
        var encrypted = ours(Security.Wish.ENCRYPTED);
        assertThat(OfferAnswer.offer(encrypted).toString()).contains("RTP/SAVP");
        assertThat(OfferAnswer.accept(encrypted, parse(PLAIN))).isInstanceOf(Answer.NoCommonEncryption.class);
        assertThat(OfferAnswer.accept(encrypted, parse(SECURED + line))).isInstanceOf(Answer.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {SECURED, PLAIN})
    void aProfileWithEarlyReportsIsTakenAsTheOneWithoutAndAnsweredInKind(String offer) {
        var early = offer.replace("AVP", "AVPF") + LINE;
        var accepted = (Answer.Accepted) answer(early, Security.Wish.EITHER);
        assertThat(accepted.negotiated().crypto()).isPresent();
        assertThat(accepted.description().toString()).contains(offer.contains("SAVP") ? "RTP/SAVPF" : "RTP/AVPF");
    }

    @Test
    void keysByDtlsAreNamedAsWhatIsNotSpoken() {
        var dtls = PLAIN.replace("RTP/AVP", "UDP/TLS/RTP/SAVPF");
        assertThat(answer(dtls, Security.Wish.EITHER))
                .isEqualTo(new Answer.NoCommonEncryption(
                        "m=audio 20000 UDP/TLS/RTP/SAVPF 0: audio comes as UDP/TLS/RTP/SAVPF only, and RTP/AVP and"
                                + " RTP/SAVP are what we speak"));
    }

    @Test
    void keysDoNotPrint() {
        assertThat(Crypto.parse("7 AES_CM_128_HMAC_SHA1_80 inline:" + KEY).orElseThrow())
                .hasToString("Crypto[7 AES_CM_128_HMAC_SHA1_80]");
    }
}
