package chorus.doctor;

import chorus.phonebook.AddressRange;
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
                || isOneSlip(address.getHostAddress(), written.first().getHostAddress());
    }

    private static boolean isNeighbour(byte[] one, byte[] other) {
        var length = one.length == 4 ? NEAR_V4 : NEAR_V6;
        return one.length == other.length && Arrays.equals(one, 0, length, other, 0, length);
    }

    /// One character too many, too few or another, or two of them exchanged.
    static boolean isOneSlip(String one, String other) {
        var from = Arrays.mismatch(one.toCharArray(), other.toCharArray());
        if (from < 0) {
            return true;
        }
        var restOfOne = one.substring(from);
        var restOfOther = other.substring(from);
        return tail(restOfOne, 1).equals(restOfOther)
                || tail(restOfOther, 1).equals(restOfOne)
                || (!restOfOne.isEmpty()
                        && !restOfOther.isEmpty()
                        && tail(restOfOne, 1).equals(tail(restOfOther, 1)))
                || isExchanged(restOfOne, restOfOther);
    }

    private static boolean isExchanged(String one, String other) {
        return one.length() > 1
                && other.length() > 1
                && one.charAt(0) == other.charAt(1)
                && one.charAt(1) == other.charAt(0)
                && tail(one, 2).equals(tail(other, 2));
    }

    private static String tail(String text, int from) {
        return text.substring(Math.min(from, text.length()));
    }
}
