package chorus.rtp;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.Tones;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.OptionalInt;

/// A call with nobody on the line, on a clock that runs as fast as it can: an echo of a tone through all machines
/// between the sockets, so that the first caller finds compiled code. Takes some tenths of a second of one core.
public final class Rehearsal implements RtpListener, Playout.Packets {
    private static final int FRAMES = 12_000;
    private static final long TICK_NANOS = 5_000_000;
    private static final int TICKS_PER_FRAME = 4;

    private final InetSocketAddress caller = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
    private final RtpReceiver receiver;
    private final Playout playout;
    private long now;
    private long sent;

    private Rehearsal(AudioFormat wire) {
        var agreed = RtpParameters.bothWays(caller, wire, 0, OptionalInt.of(101));
        receiver =
                new RtpReceiver(AudioFormat.PCMU, agreed, new SourceLatch(caller, Sources.ANY), new Reception(), this);
        playout = new Playout(AudioFormat.PCMU, new PlayoutClock(0), this, this::reached);
    }

    /// Plays the call through, once with each law on the wire.
    ///
    /// @return bytes of sound that went out
    public static long run() {
        return new Rehearsal(AudioFormat.PCMU).echo() + new Rehearsal(AudioFormat.PCMA).echo();
    }

    private long echo() {
        var packet = new byte[RtpPacket.HEADER + 160];
        packet[0] = (byte) 0x80;
        System.arraycopy(Tones.sine(AudioFormat.PCMU, 440, 20, 8000), 0, packet, RtpPacket.HEADER, 160);
        receiver.start(now);
        playout.start(20, now);
        playout.send(true, now);
        for (int i = 0; i < FRAMES; i++) {
            Bits.put16(packet, 2, i);
            Bits.put32(packet, 4, i * 160);
            receiver.packet(packet, packet.length, caller, now);
            tick();
        }
        return sent;
    }

    private void tick() {
        for (int i = 0; i < TICKS_PER_FRAME; i++) {
            now += TICK_NANOS;
            receiver.tick(now);
            playout.tick(now);
        }
    }

    @Override
    public void heard(Frame frame) {
        playout.play(frame.bytes(), frame.offset(), frame.length(), now);
        playout.mark("heard");
    }

    @Override
    public void pressed(char digit) {}

    @Override
    public void lost() {}

    @Override
    public void reached(String mark, long heardMillis, boolean played) {}

    @Override
    public void sound(boolean marker, int timestamp, byte[] payload, int length) {
        sent += length;
    }

    @Override
    public void event(boolean marker, int timestamp, byte[] payload, int length) {
        sent += length;
    }
}
