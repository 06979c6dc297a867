package chorus.sip.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import chorus.sip.Torture;
import chorus.sip.sdp.SessionDescription;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The torture messages of RFC 4475 and RFC 5118 before the parser, and what the RFCs say of their parts.
class TortureTest {
    @Test
    void areAllThere() {
        assertThat(Torture.all("rfc4475")).hasSize(49);
        assertThat(Torture.all("rfc5118")).hasSize(12);
    }

    @ParameterizedTest
    @MethodSource("all")
    void meetsItsFate(Torture torture) {
        switch (MessageParser.parse(torture.bytes())) {
            case Parsed.Sound(SipMessage message) -> {
                assertThat(torture.parser()).as(torture.says()).isEqualTo("sound");
                assertThat(MessageParser.parse(message.toBytes())).isEqualTo(new Parsed.Sound(message));
            }
            case Parsed.Broken(int status, String problem, var answerable) ->
                assertThat(answerable.isPresent() ? "refused " + status : "dropped")
                        .as("%s; it was said that %s", torture.says(), problem)
                        .isEqualTo(torture.parser());
        }
    }

    @Test
    void readsThroughFoldingAndSpaces() {
        var invite = request("wsinv");

        assertThat(invite.uri().params().get("unknownparam")).contains("");
        assertThat(invite.from().displayName()).isEqualTo("J Rosenberg \\\"");
        assertThat(invite.cseq()).isEqualTo(new CSeq(9, "INVITE"));
        assertThat(invite.header("Max-Forwards")).hasValue("0068");
        assertThat(invite.header("Subject")).hasValue("");
        assertThat(invite.header("NewFangledHeader")).hasValue("newfangled value continued newfangled value");
        assertThat(invite.header("UnknownHeaderWithUnusualValue")).hasValue(";;,,;;,;");
        assertThat(invite.via().host()).isEqualTo("192.0.2.2");
        assertThat(invite.via().branch()).hasValue("390skdjuw");
        assertThat(invite.headers().values("Via").stream()
                        .map(via -> Via.parse(via).orElseThrow()))
                .extracting(Via::transport, via -> via.branch().orElseThrow())
                .contains(tuple("TCP", "z9hG4bK9ikj8"), tuple("UDP", "z9hG4bK30239"));
        var contact = contact(invite, 0);
        assertThat(contact.displayName()).isEqualTo("Quoted string \"\"");
        assertThat(contact.params().get("newparam")).hasValue("newvalue");
        assertThat(contact.params().get("secondparam")).hasValue("");
        assertThat(contact.params().get("q")).hasValue("0.33");
        assertThat(invite.body()).hasSize(150);
    }

    @Test
    void readsEveryCharacterWhereItMayStand() {
        var strange = request("intmeth");

        assertThat(strange.method()).isEqualTo("!interesting-Method0123456789_*+`.%indeed'~");
        assertThat(strange.uri().host()).isEqualTo("example.com");
        assertThat(strange.uri().user()).isEqualTo("1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/");
        assertThat(strange.via().branch()).hasValue("z9hG4bK-.!%66*_+`'~");
        assertThat(strange.to().displayName()).isEqualTo("BEL:  NUL:  DEL: ");
        assertThat(strange.from().displayName()).isEqualTo("token1~` token2'+_ token3*%!.-");
        assertThat(strange.from().params().get("fromparam''~+*_!.-%")).hasValue("\"работающий\"");
        assertThat(strange.from().tag()).hasValue("_token~1'+`*%!-.");
        assertThat(strange.callId()).isEqualTo("intmeth.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{");
        assertThat(strange.header("extensionHeader-!.%*+_`'~")).hasValue("\uFEFF大停電");
    }

    @Test
    void takesEscapesForTheCharactersTheyStandFor() {
        var invite = request("esc01");
        var contact = contact(invite, 0).uri();

        assertThat(invite.uri().user()).isEqualTo("sips:user@example.com");
        assertThat(invite.uri().host()).isEqualTo("example.net");
        assertThat(invite.to().uri().user()).isEqualTo("user");
        assertThat(invite.from().uri().user()).isEqualTo("I have spaces");
        assertThat(contact.user()).isEqualTo("caller");
        assertThat(contact.parameter("lr")).isPresent();
        assertThat(contact.parameter("name")).hasValue("value%41");
    }

    @Test
    void keepsEscapedControlCharactersApartAndWhole() {
        var register = request("escnull");

        assertThat(register.to().uri()).hasToString("sip:null-%00-null@example.com");
        assertThat(register.to().uri().user()).isEmpty();
        assertThat(contact(register, 0).uri())
                .hasToString("sip:%00@host5.example.com")
                .isNotEqualTo(contact(register, 1).uri());
        assertThat(contact(register, 1).uri()).hasToString("sip:%00%00@host5.example.com");
    }

    @Test
    void takesNoEscapeWhereThereIsNone() {
        var request = request("esc02");

        assertThat(request.method()).isEqualTo("RE%47IST%45R");
        assertThat(request.to().displayName()).isEqualTo("%Z%45");
        assertThat(request.headers().fields("Contact")).hasSize(2);
    }

    @Test
    void readsADisplayNameThatTouchesItsAddress() {
        assertThat(request("lwsdisp").from().displayName()).isEqualTo("caller");
    }

    @Test
    void readsLongValuesToTheirEnds() {
        var invite = request("longreq");

        assertThat(invite.to().uri().params().get("longparam" + "name".repeat(25)))
                .hasValue("shortvalue");
        assertThat(invite.from().tag()).hasValue("12" + "982".repeat(50) + "424");
        assertThat(invite.callId()).isEqualTo("longreq.one" + "really".repeat(20) + "longcallid");
        assertThat(invite.headers().fields("Via")).hasSize(34);
        assertThat(invite.via().host()).isEqualTo("sip33.example.com");
    }

    @Test
    void ignoresWhatFollowsTheBody() {
        assertThat(request("dblreq").method()).isEqualTo("REGISTER");
        assertThat(request("dblreq").body()).isEmpty();
        assertThat(request("dblreq").headers().fields("Via")).hasSize(1);
    }

    @Test
    void readsParametersOfTheUserPart() {
        var uri = request("semiuri").uri();

        assertThat(uri.user() + uri.userParams()).isEqualTo("user;par=u%40example.net");
        assertThat(uri.host()).isEqualTo("example.com");
    }

    @Test
    void framesABinaryBodyByItsLength() {
        var message = request("mpart01");

        assertThat(message.body())
                .hasSize(553)
                .contains("Hello")
                .contains("\u0000")
                .endsWith("--7a9cbec02ceef655--\r\n");
        assertThat(message.contentType()).hasValue("multipart/mixed");
        assertThat(new String(message.toBytes(), ISO_8859_1)).endsWith(message.body());
    }

    @Test
    void readsAnyReason() {
        assertThat(response("unreason").reason()).isEqualTo("= 2**3 * 5**2 но сто девяносто девять - простое");
        assertThat(response("noreason").reason()).isEmpty();
    }

    @Test
    void keepsHeadersOfTheRequestUriOutOfTheHeaders() {
        assertThat(request("escruri").headers().has("Route")).isFalse();
        assertThat(request("escruri").uri().host()).isEqualTo("example.com");
    }

    @Test
    void quotesTheNameThatShouldHaveBeenQuoted() {
        assertThat(request("baddn").from()).hasToString("\"Bell, Alexander\" <sip:a.g.bell@example.com>;tag=43");
    }

    @Test
    void tellsParametersOfTheContactFromThoseOfItsUri() {
        assertThat(contact(request("cparam01"), 0).params().has("unknownparam")).isTrue();
        assertThat(contact(request("cparam01"), 0).uri().params().has("unknownparam"))
                .isFalse();
        assertThat(contact(request("cparam02"), 0).params().has("unknownparam")).isFalse();
        assertThat(contact(request("cparam02"), 0).uri().params().has("unknownparam"))
                .isTrue();
        assertThat(contact(request("regescrt"), 0).uri().headers()).isEqualTo("Route=%3Csip:sip.example.com%3E");
    }

    @Test
    void takesTheWholeDatagramForTheBodyWhereNoLengthIsTold() {
        assertThat(request("inv2543").body()).startsWith("v=0\r\n").endsWith("m=audio 49217 RTP/AVP 0\r\n");
    }

    @Test
    void tellsAnAddressFromItsPort() {
        assertThat(of6("port-ambiguous").uri().host()).isEqualTo("2001:db8::10:5070");
        assertThat(of6("port-ambiguous").uri().port()).isEqualTo(-1);
        assertThat(of6("port-unambiguous").uri().host()).isEqualTo("2001:db8::10");
        assertThat(of6("port-unambiguous").uri().port()).isEqualTo(5070);
    }

    @Test
    void readsAddressesOfBothKindsInVias() {
        assertThat(of6("mult-ip-in-header").headers().values("Via").stream()
                        .map(via -> Via.parse(via).orElseThrow()))
                .extracting(Via::host)
                .containsExactly("2001:db8::9:1", "192.0.2.1", "2001:db8::9:255");
        assertThat(of6("ipv4-mapped-ipv6").via().host()).isEqualTo("::ffff:192.0.2.10");
        assertThat(of6("ipv4-mapped-ipv6").via().port()).isEqualTo(19823);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ipv6-in-sdp", "mult-ip-in-sdp", "ipv4-mapped-ipv6"})
    void carriesADescriptionThatCanBeRead(String name) {
        assertThat(SessionDescription.parse(of6(name).body())).isInstanceOf(SessionDescription.Parsed.Sound.class);
    }

    static Stream<Torture> all() {
        return Stream.of("rfc4475", "rfc5118").flatMap(rfc -> Torture.all(rfc).stream());
    }

    private static SipRequest request(String name) {
        return (SipRequest) message("rfc4475", name);
    }

    private static SipRequest of6(String name) {
        return (SipRequest) message("rfc5118", name);
    }

    private static SipResponse response(String name) {
        return (SipResponse) message("rfc4475", name);
    }

    private static SipMessage message(String rfc, String name) {
        return ((Parsed.Sound) MessageParser.parse(Torture.named(rfc, name).bytes())).message();
    }

    private static NameAddr contact(SipRequest request, int index) {
        return NameAddr.parse(request.headers().values("Contact").get(index)).orElseThrow();
    }
}
