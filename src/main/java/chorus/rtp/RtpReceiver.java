package chorus.rtp;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.G711;
import java.net.InetSocketAddress;

/// The way of a packet from the socket to the listener: shape, payload type, source, order, sound or key.
///
/// Owned by the media loop of the call; knows the time only as `now`.
final class RtpReceiver implements Timeline.Sound {
    /// Sound in one packet that is still believed: 160 ms.
    static final int LONGEST_PAYLOAD = 160 * AudioFormat.BYTES_PER_MS;

    /// RFC 3389, a static type: silence described, not heard.
    private static final int COMFORT_NOISE = 13;

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
    private byte[] transcoded = {};
    private long strange;

    RtpReceiver(AudioFormat inner, RtpParameters agreed, SourceLatch latch, Reception reception, RtpListener listener) {
        this.inner = inner;
        this.agreed = agreed;
        this.latch = latch;
        this.reception = reception;
        this.listener = listener;
        this.timeline = new Timeline(agreed.codec(), this);
        this.order = new ReorderBuffer(timeline);
    }

    void start(long now) {
        direct(now);
    }

    /// Goes on with new parameters.
    void agree(RtpParameters parameters, long now) {
        var resumes = parameters.receiving() != agreed.receiving();
        var rewritten = parameters.codec() != agreed.codec() || parameters.payloadType() != agreed.payloadType();
        agreed = parameters;
        if (rewritten || resumes) {
            order.restart();
            timeline.restart();
            direct(now);
        }
    }

    private void direct(long now) {
        if (agreed.receiving()) {
            timeline.pass(agreed.codec(), now);
        } else {
            timeline.stand();
        }
    }

    /// Takes what came from `source`.
    void packet(byte[] bytes, int length, InetSocketAddress source, long now) {
        if (!packet.over(bytes, length) || !expected(packet.payloadType())) {
            strange++;
            return;
        }
        switch (latch.admit(source, packet.ssrc(), packet.sequence(), now)) {
            case REFUSED -> strange++;
            case ADMITTED -> admitted(now);
            case ADMITTED_ANEW -> {
                order.restart();
                timeline.restart();
                events.restart();
                reception.restart();
                admitted(now);
            }
        }
    }

    void tick(long now) {
        order.tick(now);
        timeline.tick(now);
    }

    @Override
    public void heard(byte[] bytes, int offset, int length) {
        if (agreed.codec() == inner) {
            listener.heard(frame.over(inner, bytes, offset, length));
            return;
        }
        if (transcoded.length < length) {
            transcoded = new byte[length];
        }
        G711.transcode(agreed.codec(), bytes, offset, inner, transcoded, 0, length);
        listener.heard(frame.over(inner, transcoded, 0, length));
    }

    long strange() {
        return strange + order.wild();
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
        return payloadType == agreed.payloadType() ? sized() : payloadType == COMFORT_NOISE || isEvent(payloadType);
    }

    private boolean sized() {
        return packet.payloadLength() <= LONGEST_PAYLOAD;
    }

    private boolean isEvent(int payloadType) {
        return agreed.eventPayloadType().isPresent()
                && agreed.eventPayloadType().getAsInt() == payloadType;
    }

    private void admitted(long now) {
        var isSound = packet.payloadType() == agreed.payloadType();
        reception.packet(packet.sequence(), packet.timestamp(), isSound, now);
        if (!agreed.receiving()) {
            return;
        }
        if (isEvent(packet.payloadType())) {
            press();
        }
        order.offer(
                packet.sequence(),
                packet.timestamp(),
                packet.bytes(),
                packet.payloadOffset(),
                isSound ? packet.payloadLength() : 0,
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
