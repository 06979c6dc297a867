package chorus.fake;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.Tones;
import chorus.call.EndReason;
import chorus.call.Refusal;
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
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The SIP provider alone, without a switchboard: a number that phones at 127.0.0.1 may call, and that takes each call,
/// hums into it and listens.
public final class HummingLine implements AutoCloseable {
    public static final String NUMBER = "+12025550100";
    public static final int HERTZ = 440;
    public static final int AMPLITUDE = 10_000;

    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    private final MultiThreadIoEventLoopGroup media = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Hummer hummer = new Hummer();
    private final SipProvider provider;

    /// @param denyPrivateTargets as an operator may
    public HummingLine(SipLimits limits, boolean denyPrivateTargets) {
        var ports = RtpPorts.range("30000-39999", System::nanoTime);
        var loops = List.of((EventLoop) media.next());
        provider = new SipProvider(
                new SipOptions(HERE, 0, Optional.empty(), "Chorus", limits),
                new RtpEndpoint(loops, HERE, ports, System::nanoTime, Duration.ofSeconds(3)),
                Clock.systemUTC(),
                new Forgetful(),
                denyPrivateTargets);
        provider.start(hummer);
        provider.attach(number());
    }

    public int port() {
        return provider.port();
    }

    /// How whole its own hum came back.
    public Continuity heard() {
        return Continuity.of(hummer.heard.toByteArray(), HERTZ, AMPLITUDE);
    }

    /// Waits for the end of the call.
    public EndReason ended() {
        return hummer.ended.orTimeout(5, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        provider.close();
        media.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
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
