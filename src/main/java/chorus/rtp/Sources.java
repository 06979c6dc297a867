package chorus.rtp;

import java.net.InetAddress;
import java.util.List;

/// The hosts from which the peer's sound may come, as signalling tells.
///
/// @param named  those that it names
/// @param others whether it may be any other too, because the peer does not know its own public address
public record Sources(List<InetAddress> named, boolean others) {
    /// Nobody knows.
    public static final Sources ANY = new Sources(List.of(), true);

    public Sources {
        named = List.copyOf(named);
    }

    public static Sources only(InetAddress... hosts) {
        return new Sources(List.of(hosts), false);
    }

    boolean mayBe(InetAddress host) {
        return others || named.contains(host);
    }
}
