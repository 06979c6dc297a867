package chorus.rtp;

import chorus.audio.AudioFormat;
import chorus.audio.Transcoder;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;

/// Writes packets of one stream and sends them where the peer's come from.
///
/// Owned by the media loop of the call.
final class RtpWriter implements Playout.Packets {
    private static final int VERSION_2 = 0x80;
    private static final int MARKER = 0x80;

    private final Channel channel;
    private final AudioFormat inner;
    private final SourceLatch latch;
    private final Rtcp rtcp;
    private final Srtp srtp;
    private final int ssrc;
    private RtpParameters agreed;
    private Transcoder encoder;
    private int sequence;
    private byte[] packet = new byte[RtpPacket.HEADER + 160 + PacketCipher.LONGEST_TRAILER];

    /// @param sequence the number of the first packet, better a random one (RFC 3550 §5.1)
    RtpWriter(
            Channel channel,
            AudioFormat inner,
            RtpParameters agreed,
            SourceLatch latch,
            Rtcp rtcp,
            Srtp srtp,
            int ssrc,
            int sequence) {
        this.channel = channel;
        this.inner = inner;
        this.agreed = agreed;
        this.encoder = Transcoder.between(inner, agreed.codec());
        this.latch = latch;
        this.rtcp = rtcp;
        this.srtp = srtp;
        this.ssrc = ssrc;
        this.sequence = sequence;
    }

    void agree(RtpParameters parameters) {
        if (parameters.codec() != agreed.codec()) {
            encoder = Transcoder.between(inner, parameters.codec());
        }
        agreed = parameters;
    }

    @Override
    public void sound(boolean marker, int timestamp, byte[] payload, int length) {
        if (agreed.codec() != inner) {
            encoder.transcode(payload, 0, payload, 0, length);
        }
        send(marker, agreed.payloads().sent(), timestamp, payload, length);
    }

    @Override
    public void event(boolean marker, int timestamp, byte[] payload, int length) {
        var type = agreed.payloads().eventsSent();
        if (type.isPresent()) {
            send(marker, type.getAsInt(), timestamp, payload, length);
        }
    }

    private void send(boolean marker, int payloadType, int timestamp, byte[] payload, int length) {
        var number = sequence++;
        var target = latch.target();
        if (target.getAddress().isAnyLocalAddress() || !channel.isWritable()) {
            return;
        }
        var size = write(marker ? MARKER | payloadType : payloadType, number, timestamp, payload, length);
        var datagram = channel.alloc().directBuffer(size).writeBytes(packet, 0, size);
        var _ = channel.writeAndFlush(new DatagramPacket(datagram, target), channel.voidPromise());
        rtcp.sent(length);
    }

    private int write(int markerAndType, int number, int timestamp, byte[] payload, int length) {
        var most = RtpPacket.HEADER + length + PacketCipher.LONGEST_TRAILER;
        if (packet.length < most) {
            packet = new byte[most];
        }
        packet[0] = (byte) VERSION_2;
        packet[1] = (byte) markerAndType;
        Bits.put16(packet, 2, number);
        Bits.put32(packet, 4, timestamp);
        Bits.put32(packet, 8, ssrc);
        System.arraycopy(payload, 0, packet, RtpPacket.HEADER, length);
        return srtp.seal(packet, RtpPacket.HEADER + length);
    }
}
