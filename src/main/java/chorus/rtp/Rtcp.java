package chorus.rtp;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/// One call's side of RTCP (RFC 3550 §6): what to report and when, and what the peer reported.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |V=2|P|  count  |     type      |   length in words less one    |
/// |                             SSRC                              |
/// | 200 SR: NTP time (2 words), RTP time, packets, octets         |
/// | 200, 201 RR: count times a report block of six words:         |
/// |   SSRC · fraction, lost · highest · jitter · LSR · DLSR       |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
/// Owned by the media loop of the call; knows the time only as `now`.
final class Rtcp {
    static final int LONGEST = 128;
    static final long INTERVAL_NANOS = 5_000_000_000L;

    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;
    private static final int DESCRIPTION = 202;
    private static final int GOODBYE = 203;
    private static final int CNAME = 1;
    private static final int BLOCK = 24;
    private static final int SENDER_INFO = 20;
    /// A round trip above this is no measurement: 30 s in 1/65,536 s.
    private static final long LONGEST_ROUND_TRIP = 30L << 16;

    private final int ssrc;
    private final byte[] cname;
    private final NtpClock ntp;
    private final RandomGenerator random;
    private long dueAt;
    private long packets;
    private long octets;
    private long packetsBefore;
    private int lastSenderReport;
    private long lastSenderReportAt;
    private long peerLost;
    private long packetsAsReported;
    private int peerJitter;
    private long roundTripMicros = -1;

    Rtcp(int ssrc, String cname, NtpClock ntp, RandomGenerator random) {
        this.ssrc = ssrc;
        this.cname = cname.getBytes(StandardCharsets.US_ASCII);
        this.ntp = ntp;
        this.random = random;
    }

    /// Plans the first report, after half an interval (RFC 3550 §6.2).
    void start(long now) {
        dueAt = now + spread(INTERVAL_NANOS / 2);
    }

    boolean isDue(long now) {
        return now - dueAt >= 0;
    }

    void sent(int payloadOctets) {
        packets++;
        octets += payloadOctets;
    }

    long packets() {
        return packets;
    }

    /// How many packets had been sent when the peer last reported on them.
    long packetsAsReported() {
        return packetsAsReported;
    }

    long peerLost() {
        return peerLost;
    }

    long peerJitterMicros() {
        return peerJitter * 125L;
    }

    long roundTripMicros() {
        return roundTripMicros;
    }

    /// Writes a compound packet: a sender report if anything was sent since the last two, otherwise a receiver
    /// report, then who we are, then a goodbye if asked for.
    ///
    /// @return its length
    int write(byte[] target, Reception reception, int peerSsrc, int timestamp, boolean goodbye, long now) {
        dueAt = now + spread(INTERVAL_NANOS);
        var sender = packets > packetsBefore;
        packetsBefore = packets;
        var blocks = reception.started() ? 1 : 0;
        var at = 8;
        if (sender) {
            at = writeSender(target, timestamp, now);
        }
        if (blocks == 1) {
            at = writeBlock(target, at, reception, peerSsrc, now);
        }
        header(target, 0, blocks, sender ? SENDER_REPORT : RECEIVER_REPORT, at);
        at = writeDescription(target, at);
        if (goodbye) {
            header(target, at, 1, GOODBYE, 8);
            at += 8;
        }
        return at;
    }

    /// Takes what the peer reports.
    ///
    /// @return false when this is no RTCP
    boolean read(byte[] bytes, int length, int peerSsrc, long now) {
        var at = 0;
        while (at < length) {
            if (length - at < 8 || (bytes[at] & 0xC0) != 0x80) {
                return false;
            }
            var type = bytes[at + 1] & 0xFF;
            var size = 4 * (Bits.unsigned16(bytes, at + 2) + 1);
            if (size < 8 || size > length - at || (at == 0 && type != SENDER_REPORT && type != RECEIVER_REPORT)) {
                return false;
            }
            if (type == SENDER_REPORT || type == RECEIVER_REPORT) {
                readReport(bytes, at, size, peerSsrc, now);
            }
            at += size;
        }
        return length > 0;
    }

    private void readReport(byte[] bytes, int at, int size, int peerSsrc, long now) {
        var block = at + 8;
        if ((bytes[at + 1] & 0xFF) == SENDER_REPORT) {
            block += SENDER_INFO;
            if (block <= at + size && Bits.signed32(bytes, at + 4) == peerSsrc) {
                lastSenderReport = Bits.signed32(bytes, at + 10);
                lastSenderReportAt = now;
            }
        }
        for (int left = bytes[at] & 0x1F; left > 0 && block + BLOCK <= at + size; left--, block += BLOCK) {
            if (Bits.signed32(bytes, block) == ssrc) {
                readBlock(bytes, block, now);
            }
        }
    }

    private void readBlock(byte[] bytes, int block, long now) {
        packetsAsReported = packets;
        peerLost = Math.max(0, Bits.signed32(bytes, block + 4) << 8 >> 8);
        peerJitter = Math.max(0, Bits.signed32(bytes, block + 12));
        var sentAt = Bits.signed32(bytes, block + 16);
        if (sentAt == 0) {
            return;
        }
        var units = ntp.middle(now) - sentAt - Bits.signed32(bytes, block + 20);
        if (units >= 0 && units < LONGEST_ROUND_TRIP) {
            roundTripMicros = (units * 1_000_000L) >> 16;
        }
    }

    private int writeSender(byte[] target, int timestamp, long now) {
        var time = ntp.at(now);
        Bits.put32(target, 8, (int) (time >> 32));
        Bits.put32(target, 12, (int) time);
        Bits.put32(target, 16, timestamp);
        Bits.put32(target, 20, (int) packets);
        Bits.put32(target, 24, (int) octets);
        return 28;
    }

    private int writeBlock(byte[] target, int at, Reception reception, int peerSsrc, long now) {
        Bits.put32(target, at, peerSsrc);
        reception.writeTo(target, at + 4);
        Bits.put32(target, at + 16, lastSenderReport);
        var since = lastSenderReport == 0 ? 0 : (now - lastSenderReportAt) / 1000 * 65_536 / 1_000_000;
        Bits.put32(target, at + 20, (int) since);
        return at + BLOCK;
    }

    private int writeDescription(byte[] target, int at) {
        target[at + 8] = CNAME;
        target[at + 9] = (byte) cname.length;
        System.arraycopy(cname, 0, target, at + 10, cname.length);
        var end = at + 10 + cname.length;
        // The list of items ends with one to four zeros, up to the next word.
        var padded = (end - at) / 4 * 4 + 4 + at;
        java.util.Arrays.fill(target, end, padded, (byte) 0);
        header(target, at, 1, DESCRIPTION, padded - at);
        return padded;
    }

    private void header(byte[] target, int at, int count, int type, int size) {
        target[at] = (byte) (0x80 | count);
        target[at + 1] = (byte) type;
        Bits.put16(target, at + 2, size / 4 - 1);
        Bits.put32(target, at + 4, ssrc);
    }

    private long spread(long interval) {
        return interval / 2 + random.nextLong(interval);
    }
}
