package chorus.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfferAnswerTest {
    private static final String OFFER = """
            v=0
            o=pbx 1234 5678 IN IP4 192.0.2.9
            s=call
            c=IN IP4 192.0.2.9
            t=0 0
            m=audio 20000 RTP/AVP 9 8 0 96
            a=rtpmap:9 G722/8000
            a=rtpmap:8 PCMA/8000
            a=rtpmap:0 PCMU/8000
            a=rtpmap:96 telephone-event/8000
            a=fmtp:96 0-15
            a=ptime:30
            """.replace("\n", "\r\n");

    private static final LocalMedia OURS = new LocalMedia(
            Origin.at(InetAddress.ofLiteral("198.51.100.1"), 42),
            InetAddress.ofLiteral("198.51.100.1"),
            16_384,
            List.of(Codec.PCMU, Codec.PCMA, Codec.G722, Codec.COMFORT_NOISE, Codec.TELEPHONE_EVENT));

    @Test
    void takesTheBestOfOurCodecsThatTheyOfferAndTheirNumberForKeys() {
        var accepted = accepted(OFFER);
        var agreed = accepted.negotiated();
        assertThat(agreed.codec().name()).isEqualTo("PCMU");
        assertThat(agreed.remoteAddress()).hasValue(InetAddress.ofLiteral("192.0.2.9"));
        assertThat(agreed.remotePort()).isEqualTo(20_000);
        assertThat(agreed.sendsEventsAs()).hasValue(96);
        assertThat(agreed.receivesEventsAs()).hasValue(96);
        assertThat(agreed.packetTime()).hasMillis(30);
        assertThat(accepted.description().toString())
                .contains("m=audio 16384 RTP/AVP 0 96\r\n")
                .contains("c=IN IP4 198.51.100.1\r\n")
                .contains("a=rtpmap:96 telephone-event/8000\r\n")
                .contains("a=sendrecv\r\n");
    }

    @Test
    void namesTheKeysThatWeReadWhateverTheyRead() {
        assertThat(accepted(OFFER.replace("a=fmtp:96 0-15", "a=fmtp:96 0-15,66,70"))
                        .description()
                        .toString())
                .contains("a=fmtp:96 0-16\r\n")
                .doesNotContain("66");
    }

    @Test
    void staticNumbersNeedNoMap() {
        assertThat(accepted(OFFER.replaceAll("a=rtpmap:[089][^\n]*\n", ""))
                        .negotiated()
                        .codec())
                .isEqualTo(Codec.PCMU);
        assertThat(accepted(OFFER.replace("9 8 0 96", "9 8").replaceAll("a=rtpmap:[089][^\n]*\n", ""))
                        .negotiated()
                        .codec())
                .isEqualTo(Codec.PCMA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=rtpmap:9 G722/8000", "a=rtpmap:9 g722/16000", ""})
    void speaksG722WhereNothingElseIsOfferedWhateverRateIsWritten(String map) {
        var accepted = accepted(OFFER.replace("9 8 0 96", "9 96").replace("a=rtpmap:9 G722/8000", map));
        assertThat(accepted.negotiated().codec().payloadType()).isEqualTo(9);
        assertThat(accepted.negotiated().sendsEventsAs()).hasValue(96);
        assertThat(accepted.description().toString()).containsIgnoringCase("a=rtpmap:9 g722/8000\r\n");
    }

    @Test
    void answersComfortNoiseWhereItIsOffered() {
        assertThat(accepted(OFFER.replace("9 8 0 96", "9 8 0 13 96"))
                        .description()
                        .toString())
                .contains("m=audio 16384 RTP/AVP 0 13 96\r\n")
                .contains("a=rtpmap:13 CN/8000\r\n");
        assertThat(OfferAnswer.answer(parse(OFFER.replace("9 8 0 96", "13 96")), OURS))
                .isEqualTo(new Answer.NoCommonCodec("m=audio 20000 RTP/AVP 13 96 (CN, telephone-event)"));
    }

    @ParameterizedTest
    @CsvSource({
        "a=ptime:30, 30",
        "a=ptime:10, 10",
        "a=ptime:50, 50",
        "a=ptime:25, 20",
        "a=ptime:5, 10",
        "a=ptime:200, 60",
        "a=ptime:0, 20",
        "a=ptime:soon, 20",
        "a=mid:1, 20",
        "a=maxptime:10, 10",
        "a=maxptime:40, 20",
        "a=maxptime:150, 20"
    })
    void sendsPacketsAsLongAsTheyAskForAndAsksForTheSame(String asked, int millis) {
        var accepted = accepted(OFFER.replace("a=ptime:30", asked));
        assertThat(accepted.negotiated().packetTime()).hasMillis(millis);
        assertThat(accepted.description().toString())
                .contains("a=ptime:" + millis + "\r\n")
                .contains("a=maxptime:60\r\n");
    }

    @ParameterizedTest
    @CsvSource({"sendrecv, SENDRECV", "sendonly, RECVONLY", "recvonly, SENDONLY", "inactive, INACTIVE"})
    void answersEachDirectionWithItsMirror(String offered, Direction answered) {
        assertThat(accepted(OFFER + "a=" + offered + "\r\n").negotiated().direction())
                .isEqualTo(answered);
        var session = OFFER.replace("t=0 0\r\n", "t=0 0\r\na=" + offered + "\r\n");
        assertThat(accepted(session).negotiated().direction()).isEqualTo(answered);
    }

    @Test
    void anAddressOfZerosIsAHold() {
        var held = accepted(OFFER.replace("c=IN IP4 192.0.2.9", "c=IN IP4 0.0.0.0"))
                .negotiated();
        assertThat(held.remoteAddress()).isEmpty();
        assertThat(held.direction()).isEqualTo(Direction.RECVONLY);
    }

    @Test
    void theAddressOfTheStreamGoesBeforeThatOfTheSession() {
        assertThat(accepted(OFFER + "c=IN IP6 2001:db8::7\r\n").negotiated().remoteAddress())
                .hasValue(InetAddress.ofLiteral("2001:db8::7"));
    }

    @Test
    void otherStreamsAreRefusedInTheirPlace() {
        var offer = OFFER.replace("m=audio", "m=video 30000 RTP/AVP 99\r\na=rtpmap:99 VP8/90000\r\nm=audio")
                + "m=image 40000 udptl t38\r\n";
        assertThat(accepted(offer).description().media())
                .extracting(media -> media.kind() + " " + media.port())
                .containsExactly("video 0", "audio 16384", "image 0");
    }

    @Test
    void saysSoWhenNoCodecIsCommon() {
        var answer = OfferAnswer.answer(parse(OFFER.replace("9 8 0 96", "18 96")), OURS);
        assertThat(answer).isEqualTo(new Answer.NoCommonCodec("m=audio 20000 RTP/AVP 18 96 (telephone-event)"));
    }

    @Test
    void saysSoWhenAudioIsSecuredOnlyOrMissing() {
        assertThat(OfferAnswer.answer(parse(OFFER.replace("RTP/AVP", "RTP/SAVP")), OURS))
                .isInstanceOfSatisfying(
                        Answer.NoCommonEncryption.class,
                        no -> assertThat(no.why()).contains("RTP/SAVP"));
        assertThat(OfferAnswer.answer(parse(OFFER.replace("m=audio 20000", "m=audio 0")), OURS))
                .isInstanceOf(Answer.NoUsableAudio.class);
    }

    @Test
    void ourOfferAndTheirAnswerMakeAnAgreement() {
        var offer = OfferAnswer.offer(OURS);
        assertThat(offer.toString())
                .contains("m=audio 16384 RTP/AVP 0 8 9 13 101\r\n")
                .contains("a=fmtp:101 0-16\r\n");
        var answer = parse(OFFER.replace("9 8 0 96", "0 96"));
        assertThat(OfferAnswer.accept(OURS, answer)).isInstanceOfSatisfying(Answer.Accepted.class, accepted -> {
            var agreed = accepted.negotiated();
            assertThat(agreed.codec().name()).isEqualTo("PCMU");
            assertThat(agreed.sendsEventsAs()).hasValue(96);
            assertThat(agreed.receivesEventsAs()).hasValue(101);
        });
    }

    @Test
    void aChangedDescriptionHasTheNextVersion() {
        assertThat(OURS.next().origin().toString()).isEqualTo("- 42 2 IN IP4 198.51.100.1");
    }

    @Test
    void writesWhatItReads() {
        var offer = parse(OFFER);
        assertThat(parse(offer.toString())).isEqualTo(offer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "v=1", "v=0", "v=0\no=x", "v=0\no=- 1 1 IN IP4 a\nm=audio", "v=0\no=- 1 1 IN IP4 a\nnonsense"
            })
    void refusesWhatIsNone(String text) {
        assertThat(SessionDescription.parse(text)).isInstanceOf(SessionDescription.Parsed.Broken.class);
    }

    @Test
    void noMutationBringsItDown() {
        var random = new Random(3264);
        for (var i = 0; i < 20_000; i++) {
            var text = new StringBuilder(OFFER);
            for (var j = random.nextInt(4); j >= 0; j--) {
                var at = random.nextInt(text.length());
                text.replace(
                        at,
                        Math.min(text.length(), at + random.nextInt(4)),
                        random.nextBoolean() ? "" : "" + (char) (9 + random.nextInt(90)));
            }
            if (SessionDescription.parse(text.toString()) instanceof SessionDescription.Parsed.Sound(var offer)) {
                OfferAnswer.answer(offer, OURS);
                OfferAnswer.accept(OURS, offer);
                SessionDescription.parse(offer.toString());
            }
        }
    }

    private static Answer.Accepted accepted(String offer) {
        return (Answer.Accepted) OfferAnswer.answer(parse(offer), OURS);
    }

    private static SessionDescription parse(String text) {
        return switch (SessionDescription.parse(text)) {
            case SessionDescription.Parsed.Sound(var description) -> description;
            case SessionDescription.Parsed.Broken broken -> throw new AssertionError(broken.problem());
        };
    }
}
