package chorus.phonebook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// One IP address or a block of them, IPv4 or IPv6, written as an address or in CIDR notation.
///
/// An IPv4 address mapped into IPv6 (`::ffff:192.0.2.1`) is that IPv4 address. Host names are refused, and so
/// are blocks so wide that they name nobody: wider than /16 for IPv4, /32 for IPv6.
public final class AddressRange {
    private static final int WIDEST_V4 = 16;
    private static final int WIDEST_V6 = 32;

    private final byte[] network;
    private final int prefix;

    private AddressRange(byte[] network, int prefix) {
        this.network = network;
        this.prefix = prefix;
    }

    /// Reads `192.0.2.1`, `192.0.2.0/24`, `2001:db8::1` or `2001:db8::/48`.
    ///
    /// @throws IllegalArgumentException with a sentence for the person who wrote it
    public static AddressRange parse(String text) {
        var slash = text.indexOf('/');
        var address = literal(slash < 0 ? text : text.substring(0, slash));
        var bits = address.length * 8;
        var prefix = slash < 0 ? bits : prefixLength(text.substring(slash + 1), bits);
        var widest = bits == 32 ? WIDEST_V4 : WIDEST_V6;
        if (prefix < widest) {
            throw new IllegalArgumentException("/" + prefix + " is too wide to say who calls: /" + widest
                    + " is the widest range allowed, and a single address is best.");
        }
        return new AddressRange(masked(address, prefix), prefix);
    }

    public boolean contains(InetAddress address) {
        return Arrays.equals(network, masked(address.getAddress(), prefix));
    }

    /// One address, not a block.
    public boolean isSingle() {
        return prefix == network.length * 8;
    }

    public InetAddress first() {
        try {
            return InetAddress.getByAddress(network);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address of " + network.length + " bytes was let in.", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange that && prefix == that.prefix && Arrays.equals(network, that.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + prefix;
    }

    @Override
    public String toString() {
        var address = first().getHostAddress();
        return isSingle() ? address : address + "/" + prefix;
    }

    private static byte[] literal(String text) {
        try {
            if (text.indexOf(':') < 0 && !text.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
                throw new IllegalArgumentException("An IPv4 address has four parts.");
            }
            return InetAddress.ofLiteral(text).getAddress();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an IP address: write the address that calls come from, such as 192.0.2.10.",
                    e);
        }
    }

    private static int prefixLength(String text, int bits) {
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > bits) {
            throw new IllegalArgumentException("'/" + text + "' is not a prefix length of 0 to " + bits + ".");
        }
        return Integer.parseInt(text);
    }

    private static byte[] masked(byte[] address, int prefix) {
        var kept = address.clone();
        for (var i = 0; i < kept.length; i++) {
            var bits = Math.clamp(prefix - i * 8L, 0, 8);
            kept[i] &= (byte) (0xFF << (8 - bits));
        }
        return kept;
    }
}
