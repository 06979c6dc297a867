package chorus.provider.voximplant;

import chorus.phonebook.PrivateAddresses;
import chorus.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Commands sessions from outside, at the address that each has of its own. Whoever knows the address commands the
/// session: so it is a secret, in no log and no error.
///
/// Only `https://` to hosts of the open internet is asked, for the address comes from an account that is not ours;
/// where a stand-in on this machine plays Voximplant, also `http://` to this machine.
final class SessionControl implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionControl.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String HANG_UP = "{\"action\":\"hangup\"}";
    private static final int LONGEST = 2_000;

    private final boolean rehearsal;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /// @param rehearsal whether a stand-in on this machine plays Voximplant
    SessionControl(boolean rehearsal) {
        this.rehearsal = rehearsal;
    }

    /// The address, unless it is one that is never asked.
    Optional<Secret> accepted(String address) {
        try {
            return Optional.of(URI.create(address))
                    .filter(uri -> address.length() <= LONGEST && uri.getHost() != null && uri.getUserInfo() == null)
                    .filter(this::isAllowed)
                    .map(_ -> Secret.of(address));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Asks the session to end its call; blocks.
    ///
    /// @return whether the session was there to hear it
    boolean hangUp(Secret address) {
        var request = HttpRequest.newBuilder(URI.create(address.reveal()))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(HANG_UP))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() < 400;
        } catch (IOException e) {
            LOG.debug("a session could not be commanded: {}", e.getClass().getSimpleName());
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private boolean isAllowed(URI uri) {
        var host = uri.getHost();
        if (rehearsal && "http".equals(uri.getScheme())) {
            return VoximplantOptions.isLoopback(host);
        }
        return "https".equals(uri.getScheme()) && isPublic(host);
    }

    private static boolean isPublic(String host) {
        if (host.equals("localhost") || !(host.contains(".") || host.contains(":"))) {
            return false;
        }
        try {
            return !PrivateAddresses.contain(InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")));
        } catch (IllegalArgumentException _) {
            return true;
        }
    }
}
