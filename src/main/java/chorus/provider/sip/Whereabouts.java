package chorus.provider.sip;

import chorus.phonebook.Trunk.SipRegistration;
import chorus.sip.transport.Target;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Where an account's registrar is, and so from where its calls may come. Owned by the thread that keeps the
/// registration.
final class Whereabouts {
    /// The accounts at one place begin anew one after the other, so far apart on average.
    private static final Duration APART = Duration.ofMillis(20);

    private final Account account;
    private final SipRegistration trunk;
    private final Directory directory;
    private final RegisteredLines lines;
    private final Set<InetAddress> sources = new HashSet<>();
    private CallRoute.@Nullable Open known;

    Whereabouts(SipRegistration trunk, Directory directory, RegisteredLines lines) {
        this.account = Account.of(trunk);
        this.trunk = trunk;
        this.directory = directory;
        this.lines = lines;
    }

    /// Where to send, looked up as often as names allow. Blocks while it is looked up.
    ///
    /// @param bound a line that stands is not taken down by a name service that is down: it stays where it was
    CallRoute look(boolean bound) {
        return switch (CallRoute.of(trunk, directory)) {
            case CallRoute.Open open -> {
                known = open;
                yield open;
            }
            case CallRoute.Closed closed -> bound && known != null ? known : closed;
        };
    }

    /// Calls may come from there, and from nowhere else.
    void admitOnly(CallRoute.Open open) {
        sources.clear();
        admitToo(open);
    }

    /// Calls may come from there as well.
    void admitToo(CallRoute.Open open) {
        open.targets().stream().map(Target::address).forEach(sources::add);
        lines.at(account, sources);
    }

    /// A pause of chance, the longer the more accounts share our place, so that they do not all speak at once.
    Duration turn(RandomGenerator random) {
        return Duration.ofMillis(random.nextLong(APART.toMillis() * lines.crowd(sources) + 1));
    }
}
