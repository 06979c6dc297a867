package chorus.sip.dialog;

import chorus.sip.auth.Credentials;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;

/// Whoever our requests are meant for, as our user knows it.
///
/// @param credentials what it is shown when it asks for a password
/// @param addresses   where it may answer from beside the address that was asked; over UDP alone, for a stream is
/// answered by whom it leads to
public record FarSide(Optional<Credentials> credentials, Predicate<InetAddress> addresses) {
    /// One that is shown nothing, and answers from where it was asked.
    public static final FarSide UNKNOWN = with(Optional.empty());

    /// One that answers from where it was asked.
    public static FarSide with(Optional<Credentials> credentials) {
        return new FarSide(credentials, elsewhere -> false);
    }
}
