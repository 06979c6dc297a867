package chorus.sip.transport;

import chorus.sip.transport.CertificateMaker.Wording;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;

/// An authority of a test's own, and the certificates that it signs.
public final class Papers {
    private static final String AUTHORITY = "test authority";

    private final Path folder;
    private final KeyPair keys;

    public Papers(Path folder) throws Exception {
        this.folder = folder;
        this.keys = CertificateMaker.newKeys();
        var wording = wording(AUTHORITY, true, Instant.now().plus(Duration.ofDays(1)));
        TlsIdentity.write(trust(), "CERTIFICATE", CertificateMaker.certificate(keys, wording, keys, AUTHORITY));
    }

    /// The file of the authority.
    public Path trust() {
        return folder.resolve("authority.crt");
    }

    public TlsIdentity issue(String file, String name) throws Exception {
        return issue(file, name, Instant.now().plus(Duration.ofDays(1)));
    }

    public TlsIdentity issueExpired(String file, String name) throws Exception {
        return issue(file, name, Instant.now().minus(Duration.ofDays(1)));
    }

    private TlsIdentity issue(String file, String name, Instant until) throws Exception {
        var own = CertificateMaker.newKeys();
        var made = CertificateMaker.certificate(own, wording(name, false, until), keys, AUTHORITY);
        var identity = new TlsIdentity(folder.resolve(file + ".crt"), folder.resolve(file + ".key"));
        TlsIdentity.write(identity.key(), "PRIVATE KEY", own.getPrivate().getEncoded());
        TlsIdentity.write(identity.certificate(), "CERTIFICATE", made);
        return identity;
    }

    /// TLS as the JDK speaks it, for a peer that shows this certificate and trusts the authority.
    public SSLContext peer(TlsIdentity identity) throws Exception {
        var context = SslContextBuilder.forServer(
                        identity.certificate().toFile(), identity.key().toFile())
                .sslProvider(SslProvider.JDK)
                .build();
        return ((JdkSslContext) context).context();
    }

    /// TLS as the JDK speaks it, for a client that trusts those in this file.
    public static SSLContext client(Path trust) throws Exception {
        try (var in = Files.newInputStream(trust)) {
            var context = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .trustManager(in)
                    .build();
            return ((JdkSslContext) context).context();
        }
    }

    private static Wording wording(String name, boolean ca, Instant until) {
        return new Wording(List.of(name), ca, Instant.now().minus(Duration.ofDays(9)), until);
    }
}
