package chorus.doctor.capture;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A recording of the network in which an INVITE is looked for.
///
/// Whatever the bytes are, the answer is a value, and work and memory are bounded by their length.
public final class Capture {
    private Capture() {}

    /// What was found in a recording.
    public sealed interface Found {
        /// @param message   its bytes, as they went over the wire
        /// @param transport `UDP` or `TCP`
        record Invite(ByteBuffer message, InetAddress source, int port, String transport) implements Found {}

        /// @param why a sentence
        record Nothing(String why) implements Found {}
    }

    /// The first INVITE over UDP or TCP.
    public static Found firstInvite(byte[] file) {
        return switch (CaptureFile.read(file)) {
            case CaptureFile.Reading.Unreadable(var why) -> new Found.Nothing(why);
            case CaptureFile.Reading.Read(var packets) -> {
                var search = new Search();
                yield packets.stream()
                        .flatMap(packet -> search.look(packet).stream())
                        .findFirst()
                        .or(search::unfinished)
                        .<Found>map(invite -> invite)
                        .orElseGet(() -> new Found.Nothing("The recording holds " + packets.size()
                                + " packets and no INVITE over UDP or TCP that can be read; what is encrypted (TLS) cannot:"
                                + " paste the INVITE as text instead."));
            }
        };
    }

    /// Passes packets through the layers, up to the message.
    private static final class Search {
        private final Fragments fragments = new Fragments();
        private final Streams streams = new Streams();

        Optional<Found.Invite> look(Packet packet) {
            return LinkLayer.network(packet)
                    .flatMap(IpPacket::of)
                    .flatMap(fragments::whole)
                    .flatMap(this::message);
        }

        private Optional<Found.Invite> message(IpPacket packet) {
            return switch (packet.protocol()) {
                case IpPacket.UDP -> Datagram.invite(packet);
                case IpPacket.TCP -> streams.invite(packet);
                default -> Optional.empty();
            };
        }

        /// One whose end was not recorded is better than none.
        Optional<Found.Invite> unfinished() {
            return streams.unfinished();
        }
    }
}
