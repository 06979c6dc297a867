package chorus.doctor;

import chorus.phonebook.AddressRange;
import chorus.phonebook.TypingError;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Whether an address may be meant where another was written.
final class Likeness {
    private static final int NEAR_V4 = 3;
    private static final int NEAR_V6 = 8;

    private Likeness() {}

    /// In the same neighbourhood (/24, or /64 of IPv6), or one typing error away: a character, an octet of IPv4, or two
    /// octets exchanged.
    static boolean isNear(InetAddress address, AddressRange written) {
        var one = address.getAddress();
        var other = written.first().getAddress();
        return one.length == other.length
                && (isNeighbour(one, other)
                        || isOctetAway(one, other)
                        || TypingError.isBetween(
                                address.getHostAddress(), written.first().getHostAddress()));
    }

    private static boolean isNeighbour(byte[] one, byte[] other) {
        var length = one.length == 4 ? NEAR_V4 : NEAR_V6;
        return Arrays.equals(one, 0, length, other, 0, length);
    }

    private static boolean isOctetAway(byte[] one, byte[] other) {
        var different = IntStream.range(0, one.length)
                .filter(i -> one[i] != other[i])
                .limit(3)
                .toArray();
        return one.length == 4
                && (different.length == 1
                        || (different.length == 2
                                && one[different[0]] == other[different[1]]
                                && one[different[1]] == other[different[0]]));
    }
}
