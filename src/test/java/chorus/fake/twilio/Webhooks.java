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
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/// Twilio's requests to its customers' servers: signed forms.
final class Webhooks implements AutoCloseable {
    private static final Duration TOTAL = Duration.ofSeconds(15);

    private final HttpClient http;
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

    /// @param retry whether it was sent before
    HttpResponse<String> post(String token, String url, Map<String, String> form, boolean retry)
            throws IOException, InterruptedException {
        var signed = form.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, field -> List.of(field.getValue())));
        return post(url, form, Signing.sign(token, signedUrl.apply(url), signed), retry);
    }

    HttpResponse<String> post(String url, Map<String, String> form, String signature, boolean retry)
            throws IOException, InterruptedException {
        var body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(TOTAL)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                .header("X-Twilio-Signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (retry) {
            request.header("I-Twilio-Idempotency-Token", UUID.randomUUID().toString());
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
