package chorus.doctor;

import chorus.phonebook.AddressRange;
import chorus.phonebook.TypingError;
import java.net.InetAddress;
import java.util.Arrays;

/// Whether an address may be meant where another was written.
final class Likeness {
    private static final int NEAR_V4 = 3;
    private static final int NEAR_V6 = 8;

    private Likeness() {}

    /// In the same neighbourhood (/24, or /64 of IPv6), or one typing error away.
    static boolean isNear(InetAddress address, AddressRange written) {
        return isNeighbour(address.getAddress(), written.first().getAddress())
                || TypingError.isBetween(
                        address.getHostAddress(), written.first().getHostAddress());
    }

    private static boolean isNeighbour(byte[] one, byte[] other) {
        var length = one.length == 4 ? NEAR_V4 : NEAR_V6;
        return one.length == other.length && Arrays.equals(one, 0, length, other, 0, length);
    }
}
