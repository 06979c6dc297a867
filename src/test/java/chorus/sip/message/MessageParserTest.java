package chorus.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Messages as the world sends them, and as it should not.
class MessageParserTest {
    static final String INVITE = """
            INVITE sip:+12025550100@192.0.2.1 SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.9:5070;branch=z9hG4bK77;rport
            Max-Forwards: 70
            From: "Ann \\"A\\" Caller" <sip:ann@192.0.2.9>;tag=8a
            To: <sip:+12025550100@192.0.2.1>
            Call-ID: 17@192.0.2.9
            CSeq: 1 INVITE
            Contact: <sip:ann@192.0.2.9:5070>
            Content-Type: application/sdp
            Content-Length: 5

            v=0
            """.replace("\n", "\r\n");

    @Test
    void readsAnOrdinaryInvite() {
        var invite = request(INVITE);
        assertThat(invite.method()).isEqualTo("INVITE");
        assertThat(invite.uri().user()).isEqualTo("+12025550100");
        assertThat(invite.from().displayName()).isEqualTo("Ann \"A\" Caller");
        assertThat(invite.from().tag()).hasValue("8a");
        assertThat(invite.via().port()).isEqualTo(5070);
        assertThat(invite.contentType()).hasValue("application/sdp");
        assertThat(invite.body()).isEqualTo("v=0\r\n");
    }

    @Test
    void readsTheStrangestThatIsStillRight() {
        var strange = """
                INVITE sip:vivian%40home;isub=7@pbx.example.com;transport=TCP?Subject=x SIP/2.0
                TO :
                 sip:vivian@example.com ;   tag    = 1918181833n
                fRoM   : "J Rosenberg \\\\\\""       <sip:jo@example.com>
                  ;
                  tag = 98asjd8
                MaX-fOrWaRdS: 0068
                i: intmeth.word%ZK-!.*_+'@word`~)(><:\\/"][?}{
                CsEQ : 0009
                  INVITE
                v  : SIP  / 2.0
                 /UDP
                    192.0.2.2;branch=z9hG4bK390skdjuw, SIP / 2.0 / TCP [2001:db8::9]:5061 ;branch = z9hG4bKff
                s :
                NewFangledHeader:   new
                  continued "%Z%45
                m:"Quoted, Name" <sip:jo@example.com> ; q=0.5 , <sip:jo@example.org>
                l: 0

                """.replace("\n", "\r\n");
        var invite = request(strange);
        assertThat(invite.uri().user()).isEqualTo("vivian@home");
        assertThat(invite.uri().userParams()).isEqualTo(";isub=7");
        assertThat(invite.uri().params().get("transport")).hasValue("TCP");
        assertThat(invite.to().tag()).hasValue("1918181833n");
        assertThat(invite.from().displayName()).isEqualTo("J Rosenberg \\\"");
        assertThat(invite.cseq()).isEqualTo(new CSeq(9, "INVITE"));
        assertThat(invite.headers().values("Via")).hasSize(2);
        assertThat(invite.via().host()).isEqualTo("192.0.2.2");
        assertThat(Via.parse(invite.headers().values("Via").get(1)))
                .hasValueSatisfying(
                        via -> assertThat(via.host() + " " + via.port()).isEqualTo("2001:db8::9 5061"));
        assertThat(invite.headers().values("Contact")).hasSize(2);
    }

    @Test
    void readsAResponse() {
        var parsed = parse(INVITE.replaceFirst("INVITE [^\r]*", "SIP/2.0 200 All is = well"));
        assertThat(parsed).isInstanceOfSatisfying(Parsed.Sound.class, sound -> {
            var response = (SipResponse) sound.message();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.reason()).isEqualTo("All is = well");
        });
    }

    @Test
    void readsAnEmptyReasonAndKeepAliveBeforeTheMessage() {
        assertThat(parse("\r\n\r\n" + INVITE)).isInstanceOf(Parsed.Sound.class);
        assertThat(parse(INVITE.replaceFirst("INVITE [^\r]*", "SIP/2.0 100 "))).isInstanceOf(Parsed.Sound.class);
    }

    @Test
    void cutsWhatFollowsTheBody() {
        assertThat(request(INVITE + "more").body()).isEqualTo("v=0\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CSeq: 1 INVITE | CSeq: 1 invite",
                "Content-Length: 5 | Content-Length: 6",
                "Content-Length: 5 | Content-Length: -5",
                "Content-Length: 5 | Content-Length: 5, 5",
                "Max-Forwards: 70 | Max-Forwards: 300",
                "Max-Forwards: 70 | To: <sip:b@example.com>",
                "Max-Forwards: 70 | no header at all",
                "Max-Forwards: 70 | Bad Name: x",
                "<sip:ann@192.0.2.9:5070> | <sip:ann@192.0.2.9:5070",
                "INVITE sip:+12025550100@192.0.2.1 SIP | INVITE  sip:+12025550100@192.0.2.1 SIP",
                "INVITE sip:+12025550100@192.0.2.1 | INVITE <sip:+12025550100@192.0.2.1>",
                "INVITE sip:+12025550100@192.0.2.1 | INVITE sip:+12025550100@192.0.2.1:99999",
                "INVITE sip:+12025550100@192.0.2.1 | INVITE sip:%0zX@192.0.2.1",
                "From: | X-Lost:",
                "To: | X-Lost:",
                "Call-ID: | X-Lost:",
                "CSeq: | X-Lost:",
                "CSeq: 1 INVITE | CSeq: 4294967296 INVITE",
                "CSeq: 1 INVITE | CSeq: -1 INVITE",
                "CSeq: 1 INVITE | CSeq: 1",
                "CSeq: 1 INVITE | CSeq: INVITE 1",
                "INVITE sip:+12025550100@192.0.2.1 SIP | INVITE sip:a b@192.0.2.1 SIP"
            })
    void saysWhatIsWrongWithOneThatCanBeAnswered(String part, String spoilt) {
        var parsed = parse(INVITE.replace(part, spoilt));
        assertThat(parsed).isInstanceOfSatisfying(Parsed.Broken.class, broken -> {
            assertThat(broken.status()).isEqualTo(400);
            assertThat(broken.problem()).startsWith("Bad Request - ");
            assertThat(broken.answerable()).isPresent();
        });
    }

    @Test
    void cannotAnswerWithoutAVia() {
        assertThat(parse(INVITE.replaceFirst("\r\nVia:", "\r\nX-Lost:")))
                .isInstanceOfSatisfying(
                        Parsed.Broken.class,
                        broken -> assertThat(broken.answerable()).isEmpty());
    }

    @Test
    void answersABrokenRequestWithWhatIsLeftOfIt() {
        var parsed = parse(INVITE.replaceFirst("\r\nFrom:", "\r\nX-Lost:").replace("CSeq: 1", "CSeq: one"));

        assertThat(parsed).isInstanceOfSatisfying(Parsed.Broken.class, broken -> {
            var told = broken.answerable().orElseThrow().refusal(400, "Bad Request", "ours", "198.51.100.7", 4242);
            assertThat(new String(told, StandardCharsets.UTF_8)).isEqualTo("""
                    SIP/2.0 400 Bad Request
                    Via: SIP/2.0/UDP 192.0.2.9:5070;branch=z9hG4bK77;rport=4242;received=198.51.100.7
                    To: <sip:+12025550100@192.0.2.1>;tag=ours
                    Call-ID: 17@192.0.2.9
                    CSeq: one INVITE
                    Content-Length: 0

                    """.replace("\n", "\r\n"));
        });
    }

    @Test
    void neverAnswersAnAck() {
        var ack = INVITE.replace("INVITE", "ACK").replace("Max-Forwards: 70", "Max-Forwards: x");
        assertThat(parse(ack))
                .isInstanceOfSatisfying(
                        Parsed.Broken.class,
                        broken -> assertThat(broken.answerable()).isEmpty());
    }

    @Test
    void takesAQuotedControlCharacterInANameForASpaceButNoLineBreak() {
        assertThat(request(INVITE.replace("Caller", "Ca\\\u0000ller")).from().displayName())
                .isEqualTo("Ann \"A\" Ca ller");
        assertThat(parse(INVITE.replace("Caller", "Ca\\\nller"))).isInstanceOf(Parsed.Broken.class);
        assertThat(parse(INVITE.replace("Caller", "Ca\\\rller"))).isInstanceOf(Parsed.Broken.class);
    }

    @Test
    void bareLineFeedsAndControlCharactersAreNoLineBreaks() {
        assertThat(parse(INVITE.replace("Max-Forwards: 70\r\n", "Max-Forwards: 70\n")))
                .isInstanceOf(Parsed.Broken.class);
        assertThat(parse(INVITE.replace("Caller", "Ca\u0000ler"))).isInstanceOf(Parsed.Broken.class);
    }

    @Test
    void refusesTooManyHeadersTooLongOnesAndTooMuch() {
        assertThat(parse(INVITE.replace("Max-Forwards: 70\r\n", "X: 1\r\n".repeat(201))))
                .isInstanceOf(Parsed.Broken.class);
        assertThat(parse(INVITE.replace("Max-Forwards: 70", "X: " + "y".repeat(9000))))
                .isInstanceOf(Parsed.Broken.class);
        assertThat(MessageParser.parse(new byte[70_000]))
                .isInstanceOfSatisfying(
                        Parsed.Broken.class,
                        broken -> assertThat(broken.status()).isEqualTo(513));
    }

    @Test
    void writesWhatItReads() {
        var invite = request(INVITE);
        assertThat(MessageParser.parse(invite.toBytes())).isEqualTo(new Parsed.Sound(invite));
        var response = SipResponse.answering(invite, 200, "OK")
                .toTag("ours")
                .header("Contact", "<sip:us@192.0.2.1>")
                .body("application/sdp", "v=0\r\n")
                .build();
        assertThat(MessageParser.parse(response.toBytes())).isEqualTo(new Parsed.Sound(response));
        assertThat(response.to().tag()).hasValue("ours");
    }

    @Test
    void marksTheTopmostViaWithWhereItWasHeardFrom() {
        var heard = request(INVITE.replace(";rport", ";rport, SIP/2.0/UDP far.example.com"))
                .heardFrom("198.51.100.7", 4242);
        assertThat(heard.headers().values("Via"))
                .containsExactly(
                        "SIP/2.0/UDP 192.0.2.9:5070;branch=z9hG4bK77;rport=4242;received=198.51.100.7",
                        "SIP/2.0/UDP far.example.com");
    }

    static Parsed parse(String text) {
        return MessageParser.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    static SipRequest request(String text) {
        return switch (parse(text)) {
            case Parsed.Sound(SipRequest request) -> request;
            case Parsed other -> throw new AssertionError(other);
        };
    }
}
