package chorus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// What a person asks of the API on a first day, over a plain socket.
final class RehearsalRequests {
    private static final int ROUNDS = 5;
    private static final int PATIENCE_MILLIS = 5_000;
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    private final int port;
    private final String key;

    RehearsalRequests(int port, String key) {
        this.port = port;
        this.key = key;
    }

    /// A request that fails is one less to learn from, no more.
    void play() {
        try {
            for (var i = 0; i < ROUNDS; i++) {
                round();
            }
        } catch (IOException _) {
            // Nothing to do: the server is only here to be asked.
        }
    }

    private void round() throws IOException {
        for (var path : new String[] {"/v1/phone-numbers", "/v1/agents", "/v1/calls?limit=5", "/openapi.json"}) {
            ask("GET", path, "");
        }
        var made = ID.matcher(ask("POST", "/v1/agents", "{\"name\":\"Rehearsal\",\"runtime\":{\"type\":\"builtin\"}}"));
        if (made.find()) {
            ask("GET", "/v1/agents/" + made.group(1), "");
            ask("DELETE", "/v1/agents/" + made.group(1), "");
        }
    }

    private String ask(String method, String path, String body) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var text = """
                    %s %s HTTP/1.1
                    Host: 127.0.0.1
                    Authorization: Bearer %s
                    Content-Type: application/json
                    Content-Length: %d
                    Connection: close

                    """.formatted(method, path, key, body.length()).replace("\n", "\r\n");
            socket.getOutputStream().write((text + body).getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
