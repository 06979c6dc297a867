package chorus.sip.sdp;

import java.net.InetAddress;
import java.util.List;

/// Our side of the one audio stream, as offers and answers are made from it.
///
/// @param origin    who we are in this session; take [Origin#next] for each changed description
/// @param address   where we hear RTP
/// @param speaks    the codecs we speak, best first, `telephone-event` and comfort noise among them if we understand
/// them
/// @param direction what we want; an answer never grants more than the offer
/// @param security  whether it is to be encrypted, and our keys
public record LocalMedia(
        Origin origin, InetAddress address, int port, List<Codec> speaks, Direction direction, Security security) {
    public LocalMedia {
        speaks = List.copyOf(speaks);
        if (port < 1 || port > 65535 || speaks.isEmpty()) {
            throw new IllegalArgumentException("Local media has a port of 1 to 65535 and at least one codec.");
        }
    }

    public LocalMedia(Origin origin, InetAddress address, int port, List<Codec> speaks) {
        this(origin, address, port, speaks, Direction.SENDRECV, Security.NONE);
    }

    /// The same, with this security.
    public LocalMedia secured(Security wanted) {
        return new LocalMedia(origin, address, port, speaks, direction, wanted);
    }

    /// The same, in this direction.
    public LocalMedia directed(Direction wanted) {
        return new LocalMedia(origin, address, port, speaks, wanted, security);
    }

    /// The same, one version later.
    public LocalMedia next() {
        return new LocalMedia(origin.next(), address, port, speaks, direction, security);
    }
}
