package chorus.sip.sdp;

import java.net.Inet6Address;
import java.net.InetAddress;

/// Who made a description, and which version of it this is: the `o=` line.
public record Origin(String user, String id, long version, String address) {
    public Origin {
        if (!Lines.isWord(user) || !Lines.isWord(id) || !Lines.isWord(address) || version < 0) {
            throw new IllegalArgumentException("The parts of an SDP origin are words, and its version counts from 0.");
        }
    }

    public static Origin at(InetAddress address, long id) {
        return new Origin("-", Long.toUnsignedString(id), 1, address.getHostAddress());
    }

    /// The origin of a changed description (RFC 3264 §8).
    public Origin next() {
        return new Origin(user, id, version + 1, address);
    }

    /// The same from another address of ours.
    Origin at(InetAddress other) {
        return new Origin(user, id, version, other.getHostAddress());
    }

    @Override
    public String toString() {
        return user + " " + id + " " + version + " " + Lines.network(address) + " " + address;
    }

    static String connection(InetAddress address) {
        return (address instanceof Inet6Address ? "IN IP6 " : "IN IP4 ") + address.getHostAddress();
    }
}
