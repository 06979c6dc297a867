package chorus.sip.transport;

import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// TLS for new connections, from files that are read again when they have changed: by a timer of its own, for the loop
/// does not wait for disks.
///
/// Files that cannot be used leave what was read before in force.
final class TlsContexts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsContexts.class);

    private static final long LOOKS_EVERY_SECONDS = 2;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sip-certificates").factory());
    private final TlsOptions options;
    private final List<X509Certificate> known;
    private List<String> stamps;
    private volatile Loaded loaded;

    /// @throws TlsException when the files cannot be used
    TlsContexts(TlsOptions options) {
        this.options = options;
        this.stamps = stamps();
        try {
            this.known = authorities();
            this.loaded = load();
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            timer.shutdownNow();
            throw new TlsException(unusable(e), e, false);
        }
        var _ = timer.scheduleWithFixedDelay(this::look, LOOKS_EVERY_SECONDS, LOOKS_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    SslHandler accepting(SocketChannel channel) {
        return timed(loaded.server().newHandler(channel.alloc()));
    }

    /// Names the peer to itself (SNI), and has its certificate checked for that name.
    SslHandler connecting(SocketChannel channel, Target target) {
        return timed(loaded.client().newHandler(channel.alloc(), target.certified(), target.port()));
    }

    private SslHandler timed(SslHandler handler) {
        handler.setHandshakeTimeoutMillis(options.handshake().toMillis());
        return handler;
    }

    private void look() {
        var found = stamps();
        if (found.equals(stamps)) {
            return;
        }
        stamps = found;
        try {
            loaded = load();
            LOG.info(
                    "The certificate for TLS, {}, was read again.",
                    options.identity().certificate());
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            LOG.warn("{} The one before stays in use.", unusable(e));
        }
    }

    private Loaded load() throws GeneralSecurityException, IOException {
        var certificate = options.identity().certificate().toFile();
        var key = options.identity().key().toFile();
        var trust = trust();
        var server = SslContextBuilder.forServer(certificate, key);
        TlsKeyPair.check(options.identity());
        return new Loaded(
                modern(server),
                modern(SslContextBuilder.forClient()
                        .keyManager(certificate, key)
                        .trustManager(trust)
                        .endpointIdentificationAlgorithm("HTTPS")));
    }

    private static SslContext modern(SslContextBuilder builder) throws IOException {
        return builder.sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .build();
    }

    private TrustManagerFactory trust() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        var all = new ArrayList<>(known);
        if (options.trust().isPresent()) {
            try (var in = Files.newInputStream(options.trust().get())) {
                for (var extra : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    all.add((X509Certificate) extra);
                }
            }
        }
        for (var i = 0; i < all.size(); i++) {
            store.setCertificateEntry("ca" + i, all.get(i));
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    /// The authorities that the JDK trusts.
    private static List<X509Certificate> authorities() throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return Stream.of(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .flatMap(manager -> Stream.of(manager.getAcceptedIssuers()))
                .toList();
    }

    private String unusable(Exception e) {
        var trust = options.trust()
                .map(file -> ", or the trusted authorities in " + file + ",")
                .orElse("");
        return "The TLS certificate " + options.identity().certificate() + " and its key "
                + options.identity().key() + trust + " cannot be used: " + e.getMessage()
                + ". Each is a PEM file, the key PKCS #8 without a password.";
    }

    private List<String> stamps() {
        return Stream.concat(
                        Stream.of(
                                options.identity().certificate(),
                                options.identity().key()),
                        options.trust().stream())
                .map(TlsContexts::stamp)
                .toList();
    }

    private static String stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException e) {
            return "absent";
        }
    }

    private record Loaded(SslContext server, SslContext client) {}
}
