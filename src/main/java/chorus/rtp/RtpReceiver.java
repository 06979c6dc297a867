package chorus.rtp;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.Transcoder;
import java.net.InetSocketAddress;

/// The way of a packet from the socket to the listener: shape, payload type, source, order, sound or key.
///
/// Owned by the media loop of the call; knows the time only as `now`.
final class RtpReceiver implements ReorderBuffer.Ordered, Timeline.Sound {
    /// Sound in one packet that is still believed: 160 ms.
    static final int LONGEST_PAYLOAD = 160 * AudioFormat.BYTES_PER_MS;

    /// RFC 3389, a static type: silence described, not heard.
    private static final int COMFORT_NOISE = 13;
    /// The type that comfort noise had before it was given one, and that old gateways still use.
    private static final int OLD_COMFORT_NOISE = 19;

    private static final int NO_TYPE = -1;

    private final RtpPacket packet = new RtpPacket();
    private final Frame frame = new Frame();
    private final AudioFormat inner;
    private final SourceLatch latch;
    private final Reception reception;
    private final RtpListener listener;
    private final Timeline timeline;
    private final ReorderBuffer order;
    private final EventReceiver events = new EventReceiver();
    private RtpParameters agreed;
    private final byte[] decoded = new byte[LONGEST_PAYLOAD];
    private Transcoder decoder;
    private final Strangers strangers = new Strangers();

    RtpReceiver(AudioFormat inner, RtpParameters agreed, SourceLatch latch, Reception reception, RtpListener listener) {
        this.inner = inner;
        this.agreed = agreed;
        this.latch = latch;
        this.reception = reception;
        this.listener = listener;
        this.decoder = Transcoder.between(agreed.codec(), inner);
        this.timeline = new Timeline(inner, this);
        this.order = new ReorderBuffer(this);
    }

    void start(long now) {
        direct(now);
    }

    /// Goes on with new parameters.
    void agree(RtpParameters parameters, long now) {
        var resumes = parameters.receiving() != agreed.receiving();
        var before = agreed.payloads();
        var rewritten =
                parameters.codec() != before.codec() || parameters.payloads().received() != before.received();
        agreed = parameters;
        if (rewritten || resumes) {
            restart();
            direct(now);
        }
    }

    private void direct(long now) {
        if (agreed.receiving()) {
            timeline.pass(now);
        } else {
            timeline.stand();
        }
    }

    /// Takes what came from `source`.
    ///
    /// @return whether it is the peer's
    boolean packet(byte[] bytes, int length, InetSocketAddress source, long now) {
        if (!packet.over(bytes, length) || !expected(packet.payloadType())) {
            strangers.unexpected();
            return false;
        }
        return switch (latch.admit(source, packet.ssrc(), packet.sequence(), now)) {
            case REFUSED -> {
                strangers.foreign(source);
                yield false;
            }
            case ADMITTED -> {
                admitted(now);
                yield true;
            }
            case ADMITTED_ANEW -> {
                restart();
                events.restart();
                reception.restart();
                admitted(now);
                yield true;
            }
        };
    }

    /// While a packet waits for an earlier one nothing is invented: the gap will be filled to its length, which is
    /// known.
    void tick(long now) {
        order.tick(now);
        if (!order.isWaiting()) {
            timeline.tick(now);
        }
    }

    @Override
    public void next(int payloadType, int timestamp, byte[] bytes, int offset, int length, long now) {
        if (length == 0) {
            return;
        }
        if (payloadType == agreed.payloads().received()) {
            decoder.transcode(bytes, offset, decoded, 0, length);
            timeline.next(timestamp, decoded, 0, length, now);
        } else if (isNoise(payloadType)) {
            timeline.noise(timestamp, bytes[offset] & 0x7F, now);
        }
    }

    @Override
    public void heard(byte[] bytes, int offset, int length) {
        listener.heard(frame.over(inner, bytes, offset, length));
    }

    Strangers strangers() {
        return strangers;
    }

    Refused refused() {
        return strangers.soFar(order.wild());
    }

    long late() {
        return order.late();
    }

    long duplicate() {
        return order.duplicate();
    }

    long concealed() {
        return timeline.concealed();
    }

    long presses() {
        return events.presses();
    }

    private boolean expected(int payloadType) {
        var known = payloadType == agreed.payloads().received() || isNoise(payloadType) || isEvent(payloadType);
        return known && packet.payloadLength() <= LONGEST_PAYLOAD;
    }

    private static boolean isNoise(int payloadType) {
        return payloadType == COMFORT_NOISE || payloadType == OLD_COMFORT_NOISE;
    }

    private boolean isEvent(int payloadType) {
        return agreed.payloads().eventsReceived().orElse(NO_TYPE) == payloadType;
    }

    private void restart() {
        order.restart();
        timeline.restart();
        decoder = Transcoder.between(agreed.codec(), inner);
    }

    private void admitted(long now) {
        var isSound = packet.payloadType() == agreed.payloads().received();
        reception.packet(packet.sequence(), packet.timestamp(), isSound, now);
        if (!agreed.receiving()) {
            return;
        }
        if (isEvent(packet.payloadType())) {
            press();
        }
        order.offer(
                packet.sequence(),
                packet.payloadType(),
                packet.timestamp(),
                packet.bytes(),
                packet.payloadOffset(),
                packet.payloadLength(),
                now);
    }

    private void press() {
        var key = events.accept(
                packet.timestamp(), packet.marker(), packet.bytes(), packet.payloadOffset(), packet.payloadLength());
        if (key != EventReceiver.NONE) {
            listener.pressed(key);
        }
    }
}
