package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.FakeAgent;
import chorus.fake.Sounds;
import chorus.fake.twilio.TwilioCloud;
import chorus.fake.twilio.TwilioHouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Twilio speaks to a server behind a proxy that ends TLS and changes the host: what it signs is not what we see.
class TwilioThroughNginxTest {
    private static final Duration TONE = Duration.ofMillis(400);

    @TempDir
    private Path home;

    @Test
    void callsArriveThroughAProxyThatRewritesTheHost() {
        var certificate = TrialCertificate.in(home);
        var outside = TwilioHouse.freePort();
        var inside = TwilioHouse.freePort();
        var settings =
                Map.of("CHORUS_HTTP_PORT", String.valueOf(inside), "CHORUS_PUBLIC_URL", "https://localhost:" + outside);
        try (var _ = Nginx.started(home, outside, inside, certificate);
                var agent = FakeAgent.quiet();
                var house = TwilioHouse.open(TwilioCloud.trusting(trust(certificate.file())), settings)) {
            house.answeredBy(agent.uri());
            house.cloud().signsWithoutPort();
            var call = house.rings();
            agent.awaitStart();
            assertThat(call.streamUrl()).startsWith("wss://localhost:" + outside + "/twilio/media/");
            agent.sayTone(TONE);
            agent.mark("said");
            agent.awaitMark("said");
            assertThat(Sounds.loudness(call.stream().heard())).isGreaterThan(1000);
            agent.hangUp();
            call.awaitStatus("completed");
            assertThat(call.debugger()).isEmpty();
        }
    }

    private static SSLContext trust(Path certificate) {
        try (var in = Files.newInputStream(certificate)) {
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "trial", CertificateFactory.getInstance("X.509").generateCertificate(in));
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
