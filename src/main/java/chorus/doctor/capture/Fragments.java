package chorus.doctor.capture;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Puts packets together that came in pieces: an INVITE with many codecs is longer than a packet may be.
final class Fragments {
    private static final int LONGEST = 65_535;

    private final Map<Key, NavigableMap<Integer, IpPacket>> waiting = new HashMap<>();

    private record Key(InetAddress source, InetAddress destination, int protocol, int id) {}

    /// The whole packet, once all of it is there.
    Optional<IpPacket> whole(IpPacket piece) {
        if (piece.isWhole()) {
            return Optional.of(piece);
        }
        var key = new Key(piece.source(), piece.destination(), piece.protocol(), piece.id());
        var pieces = waiting.computeIfAbsent(key, _ -> new TreeMap<>());
        pieces.put(piece.offset(), piece);
        var together = together(pieces);
        together.ifPresent(_ -> waiting.remove(key));
        return together.map(piece::whole);
    }

    private static Optional<ByteBuffer> together(NavigableMap<Integer, IpPacket> pieces) {
        var length = 0;
        for (var piece : pieces.values()) {
            if (piece.offset() != length) {
                return Optional.empty();
            }
            length += piece.payload().limit();
        }
        if (pieces.lastEntry().getValue().more() || length > LONGEST) {
            return Optional.empty();
        }
        var all = ByteBuffer.allocate(length);
        pieces.values().forEach(piece -> all.put(piece.payload().duplicate()));
        return Optional.of(all.flip());
    }
}
