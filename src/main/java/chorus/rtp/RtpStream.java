package chorus.rtp;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.G711;
import chorus.audio.HoldSound;
import chorus.audio.Keys;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.random.RandomGenerator;

/// A started session: both directions and their reports, joined.
///
/// Owned by the media loop of the call; knows the time only as `now`.
final class RtpStream {
    private final Channel rtcpChannel;
    private final AudioFormat inner;
    private final SourceLatch latch;
    private final Reception reception = new Reception();
    private final PlayoutClock clock;
    private final Playout playout;
    private final RtpReceiver receiver;
    private final RtpWriter writer;
    private final Rtcp rtcp;
    private final Srtp srtp = new Srtp();
    private final byte[] report = new byte[Rtcp.LONGEST + PacketCipher.LONGEST_TRAILER];
    private RtpParameters agreed;
    private byte[] transcoded = {};
    private final RtpListener listener;
    private final ReportLatch reports;
    private final Watch watch;

    RtpStream(
            RtpSockets sockets,
            AudioFormat inner,
            RtpParameters agreed,
            RtpListener listener,
            NtpClock ntp,
            long patienceNanos,
            RandomGenerator random) {
        var ssrc = random.nextInt();
        this.rtcpChannel = sockets.rtcp();
        this.inner = inner;
        this.agreed = agreed;
        srtp.agree(agreed.srtp());
        this.listener = listener;
        this.latch = new SourceLatch(agreed.remote(), agreed.sources());
        this.reports = new ReportLatch(latch);
        this.watch = new Watch(patienceNanos);
        this.rtcp = new Rtcp(ssrc, "%016x".formatted(random.nextLong()), ntp, random);
        this.writer = new RtpWriter(sockets.rtp(), inner, agreed, latch, rtcp, srtp, ssrc, random.nextInt(1 << 15));
        this.clock = new PlayoutClock(random.nextInt());
        this.playout = new Playout(inner, clock, writer, listener::reached);
        this.receiver = new RtpReceiver(inner, agreed, latch, reception, listener);
    }

    void start(long now) {
        playout.start(agreed.frameMillis(), now);
        playout.send(agreed.sending(), now);
        receiver.start(now);
        rtcp.start(now);
        watch(now);
        playout.tick(now);
    }

    void agree(RtpParameters parameters, long now) {
        agreed = parameters;
        srtp.agree(parameters.srtp());
        latch.expectFrom(parameters.remote(), parameters.sources());
        reports.reopen();
        watch(now);
        receiver.agree(parameters, now);
        writer.agree(parameters);
        playout.frame(parameters.frameMillis());
        if (parameters.payloads().eventsSent().isEmpty()) {
            playout.forgetKeys();
        }
        playout.send(parameters.sending(), now);
    }

    void rtp(byte[] bytes, int length, InetSocketAddress source, long now) {
        var clear = srtp.open(bytes, length);
        if (clear < 0) {
            receiver.strangers().unauthentic();
        } else if (receiver.packet(bytes, clear, source, now)) {
            watch.life(now);
        }
    }

    void rtcp(byte[] bytes, int length, InetSocketAddress source, long now) {
        var clear = srtp.openControl(bytes, length);
        if (clear < 0) {
            receiver.strangers().unauthentic();
        } else if (!reports.admits(source, now)) {
            receiver.strangers().foreign(source);
        } else if (rtcp.read(bytes, clear, latch.ssrc(), now)) {
            reports.learn(source, Bits.signed32(bytes, 4), now);
            watch.life(now);
        } else {
            receiver.strangers().unexpected();
        }
    }

    void tick(long now) {
        receiver.tick(now);
        playout.tick(now);
        if (rtcp.isDue(now)) {
            report(false, now);
        }
        if (watch.runsOut(now)) {
            listener.lost();
        }
    }

    boolean play(Frame frame, long now) {
        clock.callerWasLate(reception.latenessNanos());
        if (frame.format() == inner) {
            return playout.play(frame.bytes(), frame.offset(), frame.length(), now);
        }
        if (transcoded.length < frame.length()) {
            transcoded = new byte[frame.length()];
        }
        G711.transcode(frame.format(), frame.bytes(), frame.offset(), inner, transcoded, 0, frame.length());
        return playout.play(transcoded, 0, frame.length(), now);
    }

    void mark(String name) {
        playout.mark(name);
    }

    long stopPlaying() {
        return playout.stop();
    }

    /// Sends digits as sound.
    boolean sendTones(String digits) {
        var all = new ByteArrayOutputStream();
        digits.chars().mapToObj(key -> Keys.sound(inner, (char) key)).forEach(all::writeBytes);
        return playout.tones(all.toByteArray());
    }

    void hold(HoldSound sound, long now) {
        playout.hold(sound, now);
    }

    void resume(long now) {
        playout.resume(now);
    }

    boolean sendDigits(String digits) {
        return agreed.payloads().eventsSent().isPresent() && playout.key(digits);
    }

    void goodbye(long now) {
        report(true, now);
    }

    RtpStatistics statistics() {
        return new RtpStatistics(
                reception.received(),
                reception.lost(),
                receiver.concealed(),
                receiver.late(),
                receiver.duplicate(),
                receiver.refused(),
                reception.jitterMicros(),
                rtcp.packets(),
                rtcp.packetsAsReported(),
                playout.framesRefused(),
                playout.marksRefused(),
                receiver.presses(),
                rtcp.peerLost(),
                rtcp.peerJitterMicros(),
                rtcp.roundTripMicros(),
                latch.latched());
    }

    private void report(boolean goodbye, long now) {
        var length = rtcp.write(report, reception, latch.ssrc(), clock.timestampAt(now), goodbye, now);
        var target = reports.target();
        if (target == null) {
            return;
        }
        var sealed = srtp.sealControl(report, length);
        var packet = rtcpChannel.alloc().directBuffer(sealed).writeBytes(report, 0, sealed);
        var _ = rtcpChannel.writeAndFlush(new DatagramPacket(packet, target), rtcpChannel.voidPromise());
    }

    /// A peer that holds, or that we may not speak to, need not be heard.
    private void watch(long now) {
        watch.restart(agreed.sending() && agreed.receiving(), now);
    }
}
