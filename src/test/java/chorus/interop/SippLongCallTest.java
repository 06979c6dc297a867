package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.Tones;
import chorus.call.EndReason;
import chorus.call.Refusal;
import chorus.fake.Continuity;
import chorus.phonebook.AddressRange;
import chorus.phonebook.CallRules;
import chorus.phonebook.LineHistories;
import chorus.phonebook.LineStatus;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.SipStyle;
import chorus.phonebook.Trunk;
import chorus.provider.Arrival;
import chorus.provider.IncomingCall;
import chorus.provider.IncomingCalls;
import chorus.provider.Leg;
import chorus.provider.sip.SipProvider;
import chorus.rtp.RtpEndpoint;
import chorus.rtp.RtpPorts;
import chorus.sip.SipLimits;
import chorus.sip.SipOptions;
import chorus.sip.dialog.SessionPolicy;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A long call with SIPp, its time run fast: a session of two seconds stands for one of half an hour, and so a call of
/// eight refreshes for one of two hours. Sound goes there and back throughout, for SIPp returns what it hears.
///
/// The provider without a switchboard, for whole servers do not refresh sessions as often as a test can wait for.
class SippLongCallTest {
    private static final String NUMBER = "+12025550111";
    private static final int AMPLITUDE = 10_000;
    private static final int HERTZ = 440;
    private static final SessionPolicy BRIEF = new SessionPolicy(Duration.ofSeconds(20), Duration.ofSeconds(1));
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    private final MultiThreadIoEventLoopGroup media = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final RtpEndpoint rtp = new RtpEndpoint(
            List.of((EventLoop) media.next()),
            HERE,
            RtpPorts.range("30000-39999", System::nanoTime),
            System::nanoTime,
            Duration.ofSeconds(3));
    private final SipProvider provider = new SipProvider(
            new SipOptions(
                    HERE, 0, Optional.empty(), "Chorus", SipLimits.standard().with(BRIEF)),
            rtp,
            Clock.systemUTC(),
            new Forgetful(),
            false);
    private final Hummer hummer = new Hummer();

    @AfterEach
    void close() {
        provider.close();
        media.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void isHeardToItsEndWhenItIsRefreshedByUpdate() throws Exception {
        lasts("UPDATE", ", UPDATE", "Content-Length: 0\n", "");
    }

    @Test
    void isHeardToItsEndWhenItIsRefreshedByReinvite() throws Exception {
        var answer = """
                Content-Type: application/sdp
                Content-Length: [len]

                v=0
                o=- 1 1 IN IP[local_ip_type] [local_ip]
                s=-
                c=IN IP[media_ip_type] [media_ip]
                t=0 0
                m=audio [media_port] RTP/AVP 0
                a=rtpmap:0 PCMU/8000
                a=ptime:20""";
        lasts("INVITE", "", answer, "<recv request=\"ACK\"/>");
    }

    private void lasts(String method, String also, String answer, String confirmed) throws Exception {
        var sipp = Tool.named("sipp", "sip-tester");
        provider.start(hummer);
        provider.attach(number());
        var scenario = scenario(method, also, answer, confirmed);
        sipp.succeeds("sipp-long-call-" + method, Duration.ofSeconds(60), arguments(scenario));

        assertThat(hummer.ended.get(5, TimeUnit.SECONDS)).isEqualTo(EndReason.CALLER_HUNG_UP);
        var heard = Continuity.of(hummer.heard.toByteArray(), HERTZ, AMPLITUDE);
        assertThat(heard.windows()).as("7 s of the 8 that eight refreshes take").isGreaterThan(7_000 / 20);
        assertThat(heard.longestGapMs()).as("the longest gap: " + heard).isLessThan(300);
        assertThat(heard.wholeShare()).as("how much was whole: " + heard).isGreaterThan(0.95);
    }

    private List<String> arguments(Path scenario) {
        return List.of(
                "-sf",
                scenario.toString(),
                "-s",
                NUMBER,
                "-i",
                "127.0.0.1",
                "-mi",
                "127.0.0.1",
                "-mp",
                "43100",
                "-rtp_echo",
                "-m",
                "1",
                "-nostdin",
                "-timeout",
                "50s",
                "-timeout_error",
                "127.0.0.1:" + provider.port());
    }

    private static Path scenario(String method, String also, String answer, String confirmed) throws IOException {
        var text = Files.readString(Path.of("src/test/resources/sipp/inside/long-call.xml"));
        return Files.writeString(
                Tool.output("sipp-long-call-" + method + "-scenario"),
                text.replace("$method", method)
                        .replace("$also", also)
                        .replace("$answer", answer)
                        .replace("$confirmed", confirmed));
    }

    private static PhoneNumber number() {
        var style = new SipStyle(SipStyle.Srtp.OFF, SipStyle.CallerId.FROM, SipStyle.NumberFormat.E164);
        var trunk = new Trunk.SipAllowlist(AddressRange.parse("127.0.0.1"), 5060, Trunk.Transport.UDP, style);
        return new PhoneNumber(
                UUID.randomUUID(),
                UUID.randomUUID(),
                Optional.empty(),
                NUMBER,
                trunk,
                Optional.empty(),
                new CallRules(Duration.ofSeconds(30), 1, Optional.empty(), Optional.<BigDecimal>empty(), List.of()),
                Map.of(),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    /// Takes a call, hums into it for longer than it lasts, and listens.
    private static final class Hummer implements IncomingCalls, Leg.Listener {
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
        private final CompletableFuture<EndReason> ended = new CompletableFuture<>();

        @Override
        public void offer(IncomingCall call) {
            if (call.answer(AudioFormat.PCMU) instanceof IncomingCall.Answer.Answered(var leg)) {
                leg.onLoop(() -> hum(leg));
            }
            ended.join();
        }

        private void hum(Leg leg) {
            leg.listen(this);
            var tone = Tones.sine(AudioFormat.PCMU, HERTZ, 60_000, AMPLITUDE);
            leg.play(new Frame().over(AudioFormat.PCMU, tone, 0, tone.length));
        }

        @Override
        public void heard(Frame frame) {
            heard.write(frame.bytes(), frame.offset(), frame.length());
        }

        @Override
        public void ended(EndReason reason) {
            ended.complete(reason);
        }

        @Override
        public Optional<UUID> turnedAway(Arrival arrival, PhoneNumber line, Refusal refusal) {
            ended.completeExceptionally(new AssertionError("Turned away: " + refusal));
            return Optional.empty();
        }

        @Override
        public void pressed(char digit) {}

        @Override
        public void held(boolean sounds) {}

        @Override
        public void resumed() {}

        @Override
        public void reached(String mark, long heardMillis, boolean played) {}
    }

    private static final class Forgetful implements LineHistories {
        @Override
        public Map<UUID, List<LineStatus.Change>> all() {
            return Map.of();
        }

        @Override
        public void keep(Map<UUID, List<LineStatus.Change>> histories) {}
    }
}
