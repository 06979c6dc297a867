package chorus.phonebook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/// Tells addresses of the open internet from all others: private, local, shared, multicast, reserved.
///
/// The list is IANA's special-purpose registries (RFC 6890) as far as they are not global.
public final class PrivateAddresses {
    private static final int[][] V4 = {
        net(0, 0, 0, 8),
        net(10, 0, 0, 8),
        net(100, 64, 0, 10),
        net(127, 0, 0, 8),
        net(169, 254, 0, 16),
        net(172, 16, 0, 12),
        net(192, 0, 0, 24),
        net(192, 168, 0, 16),
        net(198, 18, 0, 15),
        net(224, 0, 0, 3),
    };

    private PrivateAddresses() {}

    public static boolean contain(InetAddress address) {
        var bytes = address.getAddress();
        return address instanceof Inet4Address ? containV4(bytes, 0) : containV6(bytes);
    }

    private static boolean containV4(byte[] bytes, int at) {
        var value = int32(bytes, at);
        return Arrays.stream(V4).anyMatch(net -> (value & net[1]) == net[0]);
    }

    private static boolean containV6(byte[] bytes) {
        if (int32(bytes, 0) == 0 && int32(bytes, 4) == 0) {
            return true; // ::, ::1, and what wraps an IPv4 address without translating it
        }
        if (int32(bytes, 0) == 0x0064FF9B) {
            return !isZero(bytes, 4, 12) || containV4(bytes, 12); // NAT64, RFC 6052 and RFC 8215
        }
        if ((int32(bytes, 0) >>> 16) == 0x2002) {
            return containV4(bytes, 2); // 6to4, RFC 3056
        }
        return (bytes[0] & 0xE0) != 0x20 || int32(bytes, 0) == 0x20010000; // not global unicast, or Teredo
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        return Arrays.equals(bytes, from, to, new byte[to - from], 0, to - from);
    }

    private static int int32(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | (bytes[at + 3] & 0xFF);
    }

    private static int[] net(int first, int second, int third, int prefix) {
        return new int[] {first << 24 | second << 16 | third << 8, -1 << (32 - prefix)};
    }
}
