package chorus.fake.twilio;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/// Twilio's requests to its customers' servers: signed forms.
final class Webhooks implements AutoCloseable {
    private final HttpClient http;
    private volatile Duration patience = Duration.ofSeconds(15);
    private volatile UnaryOperator<String> signedUrl = url -> url;

    Webhooks(SSLContext tls) {
        http = HttpClient.newBuilder()
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /// What is signed in the place of a URL.
    void signedUrl(UnaryOperator<String> how) {
        signedUrl = how;
    }

    /// How long an answer may take.
    void patience(Duration total) {
        patience = total;
    }

    /// @param retry the token that says which request is sent again; empty for one that was not sent before
    HttpResponse<String> post(String token, String url, Map<String, String> form, String retry)
            throws IOException, InterruptedException {
        var signed = form.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, field -> List.of(field.getValue())));
        return send(url, form, Signing.sign(token, signedUrl.apply(url), signed), retry);
    }

    private HttpResponse<String> send(String url, Map<String, String> form, String signature, String retry)
            throws IOException, InterruptedException {
        var body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(patience)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                .header("X-Twilio-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!retry.isEmpty()) {
            request.header("I-Twilio-Idempotency-Token", retry);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
