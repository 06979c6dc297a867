package chorus.fake.twilio;

import chorus.fake.ClientSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// Somebody who has seen a stream's URL and tries it.
public final class Stranger implements AutoCloseable {
    private final Optional<ClientSocket> socket;
    private final int status;

    private Stranger(Optional<ClientSocket> socket, int status) {
        this.socket = socket;
        this.status = status;
    }

    /// @param signature empty: none
    public static Stranger at(String url, String signature) {
        try {
            return new Stranger(
                    Optional.of(
                            ClientSocket.open(URI.create(url), Signing.headers(signature), SSLContext.getDefault())),
                    101);
        } catch (ClientSocket.Refused e) {
            return new Stranger(Optional.empty(), e.status());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What the opening was answered with.
    public int status() {
        return status;
    }

    public void starts(String callSid, String token) {
        try {
            socket.orElseThrow()
                    .send(
                            "{\"event\":\"start\",\"sequenceNumber\":\"1\",\"streamSid\":\"MZ1\",\"start\":{\"streamSid\":"
                                    + "\"MZ1\",\"callSid\":\"" + callSid + "\",\"customParameters\":{\"token\":\""
                                    + token
                                    + "\"}}}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Blocks until the server closes, and tells its code.
    public int awaitClose() {
        try {
            while (true) {
                socket.orElseThrow().read();
            }
        } catch (IOException _) {
            return socket.orElseThrow().closeCode();
        }
    }

    @Override
    public void close() {
        socket.ifPresent(ClientSocket::close);
    }
}
