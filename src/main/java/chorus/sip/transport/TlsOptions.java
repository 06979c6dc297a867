package chorus.sip.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How SIP over TLS is set up.
///
/// @param port      0 lets the system choose
/// @param trust     a PEM file of authorities that are trusted beside those of the JDK
/// @param handshake how long one may take
public record TlsOptions(int port, TlsIdentity identity, Optional<Path> trust, Duration handshake) {
    private static final Duration STANDARD_HANDSHAKE = Duration.ofSeconds(10);

    public TlsOptions(int port, TlsIdentity identity, Optional<Path> trust) {
        this(port, identity, trust, STANDARD_HANDSHAKE);
    }

    public TlsOptions {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("A SIP port is 0 to 65535, not " + port + ".");
        }
    }
}
