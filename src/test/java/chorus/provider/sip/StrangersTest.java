package chorus.provider.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.ManualClock;
import chorus.phonebook.Stranger;
import chorus.phonebook.Stranger.Cause;
import chorus.sip.transport.Source;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrangersTest {
    private static final Instant NOW = Instant.parse("2026-01-15T10:30:00Z");

    private final ManualClock clock = new ManualClock(NOW);
    private final Strangers strangers = new Strangers(clock);

    @Test
    void areCountedBySourceAndCauseWithWhatTheyWant() {
        sends("203.0.113.71", invite("+12025550150"));
        clock.advance(Duration.ofSeconds(2));
        sends("203.0.113.71", invite("+12025550151"));
        sends("203.0.113.71", "OPTIONS sip:x SIP/2.0\r\n\r\n");

        assertThat(strangers.all())
                .containsExactlyInAnyOrder(
                        new Stranger(
                                InetAddress.ofLiteral("203.0.113.71"),
                                Cause.CALL,
                                "UDP",
                                2,
                                NOW,
                                NOW.plusSeconds(2),
                                List.of("+12025550151", "+12025550150"),
                                "Asterisk PBX"),
                        new Stranger(
                                InetAddress.ofLiteral("203.0.113.71"),
                                Cause.REQUEST,
                                "UDP",
                                1,
                                NOW.plusSeconds(2),
                                NOW.plusSeconds(2),
                                List.of(),
                                ""));
        assertThat(strangers.count(Cause.CALL)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "REGISTER sip:pbx.example.com SIP/2.0, REGISTRATION",
                "INVITE tel:+12025550150 SIP/2.0, CALL",
                "SUBSCRIBE sip:1000@pbx.example.com SIP/2.0, REQUEST",
                "SIP/2.0 200 OK, RESPONSE",
                "GET / HTTP/1.1, NOISE",
                "invite sip:x SIP/2.0, NOISE",
            })
    void areSortedByTheirFirstWord(String line, Cause cause) {
        sends("203.0.113.71", line + "\r\n\r\n");

        assertThat(strangers.all()).singleElement().extracting(Stranger::cause).isEqualTo(cause);
    }

    @Test
    void whoRegistersIsNamedByTo() {
        sends("203.0.113.71", "REGISTER sip:pbx SIP/2.0\r\nt: <sip:1000@pbx>\r\n\r\n");

        assertThat(strangers.all())
                .singleElement()
                .extracting(Stranger::dialled)
                .isEqualTo(List.of("1000"));
    }

    @Test
    void aConnectionIsCountedUnread() {
        strangers.dropped(source("203.0.113.71", Transport.TCP), ByteBuffer.allocate(0));

        var stranger = strangers.all().getFirst();
        assertThat(stranger.cause()).isEqualTo(Cause.CONNECTION);
        assertThat(stranger.transport()).isEqualTo("TCP");
    }

    @Test
    void theQuietestAreForgottenFirstAndTheLoudestNever() {
        sends("203.0.113.71", invite("+12025550150"));
        for (var i = 0; i < 5_000; i++) {
            sends("10.0." + i / 250 + "." + i % 250, invite("1"));
            if (i % 500 == 0) {
                sends("203.0.113.71", invite("+12025550150"));
            }
        }

        assertThat(strangers.all()).hasSize(Strangers.MOST);
        assertThat(strangers.all())
                .anySatisfy(each -> assertThat(each.address().getHostAddress()).isEqualTo("203.0.113.71"));
        assertThat(strangers.count(Cause.CALL)).isEqualTo(5_011);
    }

    @Test
    void aFloodIsCountedButHardlyRead() {
        for (var i = 0; i < 900; i++) {
            sends("10.0." + i / 250 + "." + i % 250, invite("+12025550150"));
        }
        var read = strangers.all().stream()
                .filter(each -> !each.dialled().isEmpty())
                .count();
        assertThat(read).isEqualTo(50);

        clock.advance(Duration.ofSeconds(1));
        sends("203.0.113.71", invite("+12025550150"));
        assertThat(strangers.all().getFirst().dialled()).containsExactly("+12025550150");
    }

    @Test
    void oneSourceIsReadOnceASecondAndRemembersFiveNumbers() {
        for (var i = 0; i < 20; i++) {
            sends("203.0.113.71", invite("first" + i));
        }
        for (var i = 0; i < 9; i++) {
            clock.advance(Duration.ofSeconds(1));
            sends("203.0.113.71", invite("later" + i));
        }

        assertThat(strangers.all().getFirst().dialled())
                .containsExactly("later8", "later7", "later6", "later5", "later4");
    }

    @Test
    void whatTheySendIsBoundedAndPrintable() {
        sends("203.0.113.71", invite("+1").replace("Asterisk PBX", "\u001b[31m" + "x".repeat(5_000)));

        assertThat(strangers.all().getFirst().userAgent())
                .startsWith("?[31mxxx")
                .hasSizeLessThan(70);
    }

    private void sends(String address, String message) {
        strangers.dropped(source(address, Transport.UDP), ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)));
    }

    private static Source source(String address, Transport transport) {
        return new Source(InetAddress.ofLiteral(address), 5060, transport);
    }

    private static String invite(String number) {
        return "INVITE sip:" + number + "@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP x\r\nUser-Agent: Asterisk PBX\r\n\r\n";
    }
}
