package chorus.interop;

import chorus.fake.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A proxy of somebody else's in front of a server: ends TLS, and tells the server of another host than it was asked
/// for.
final class Nginx implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Process process;

    private Nginx(Process process) {
        this.process = process;
    }

    static Nginx started(Path home, int port, int serverPort, TrialCertificate certificate) {
        var program = Tool.named("nginx", "nginx-light");
        try {
            var configuration = Files.writeString(home.resolve("nginx.conf"), """
                    daemon off;
                    master_process off;
                    pid %1$s/nginx.pid;
                    error_log stderr;
                    events {}
                    http {
                      access_log off;
                      client_body_temp_path %1$s/body;
                      proxy_temp_path %1$s/proxy;
                      fastcgi_temp_path %1$s/fastcgi;
                      uwsgi_temp_path %1$s/uwsgi;
                      scgi_temp_path %1$s/scgi;
                      server {
                        listen 127.0.0.1:%2$d ssl;
                        ssl_certificate %4$s;
                        ssl_certificate_key %5$s;
                        location / {
                          proxy_pass http://127.0.0.1:%3$d;
                          proxy_http_version 1.1;
                          proxy_set_header Host internal.example;
                          proxy_set_header Upgrade $http_upgrade;
                          proxy_set_header Connection $connection_upgrade;
                          proxy_read_timeout 1h;
                        }
                      }
                      map $http_upgrade $connection_upgrade { default upgrade; '' close; }
                    }
                    """.formatted(
                            home, port, serverPort, certificate.file(), certificate.key()));
            var nginx =
                    new Nginx(program.start("nginx", List.of("-p", home.toString(), "-c", configuration.toString())));
            Patience.until("nginx at port " + port, LIMIT, () -> listens(port));
            return nginx;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean listens(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted.", e);
        }
    }
}
