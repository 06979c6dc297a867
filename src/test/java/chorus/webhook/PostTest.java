package chorus.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.WebhookReceiver;
import chorus.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostTest {
    private static final Letter LETTER =
            new Letter(List.of("Content-Type: application/json"), "{\"a\":1}".getBytes(StandardCharsets.UTF_8));

    /// 127.0.0.2 plays an address inside.
    private final Post post = new Post(address -> address.getHostAddress().equals("127.0.0.2"), Duration.ofSeconds(2));

    @AfterEach
    void close() {
        post.close();
    }

    @Test
    void postsTheBodyToThePathAndQuery() {
        try (var receiver = new WebhookReceiver()) {
            assertThat(post.send(receiver.url(), LETTER)).isEqualTo(new Outcome.Taken(204));

            var received = receiver.received().getFirst();
            assertThat(received.path()).isEqualTo("/hooks?v=1");
            assertThat(received.text()).isEqualTo("{\"a\":1}");
            assertThat(received.header("Host")).isEqualTo("127.0.0.1:" + receiver.port());
        }
    }

    @Test
    void takesNothingBut200To299ForAYes() {
        try (var receiver = new WebhookReceiver()) {
            for (var status : new int[] {302, 400, 410, 500}) {
                assertThat(post.send(receiver.answers(status).url(), LETTER))
                        .isInstanceOfSatisfying(
                                Outcome.NotTaken.class,
                                not -> assertThat(not.status()).isEqualTo(Optional.of(status)));
            }
            assertThat(post.send(receiver.answers(299).url(), LETTER)).isInstanceOf(Outcome.Taken.class);
        }
    }

    @Test
    void goesToNoForbiddenAddress() {
        try (var inside = new WebhookReceiver("127.0.0.2", 0)) {
            assertThat(why(post.send(inside.url(), LETTER))).contains("private address");
            assertThat(inside.received()).isEmpty();
        }
    }

    @Test
    void followsRedirectsThatKeepTheMethodAndNoneThatLeadsInside() {
        try (var inside = new WebhookReceiver("127.0.0.2", 0);
                var moved = new WebhookReceiver();
                var receiver = new WebhookReceiver()) {
            assertThat(post.send(receiver.redirects(307, moved.url()).url(), LETTER))
                    .isInstanceOf(Outcome.Taken.class);
            assertThat(moved.received().getFirst().text()).isEqualTo("{\"a\":1}");

            assertThat(why(post.send(receiver.redirects(308, inside.url()).url(), LETTER)))
                    .contains("private address");
            assertThat(inside.received()).isEmpty();
            assertThat(why(post.send(receiver.redirects(307, receiver.url()).url(), LETTER)))
                    .contains("redirects more than 3 times");
            assertThat(why(post.send(
                            receiver.redirects(307, URI.create("file:///etc/passwd"))
                                    .url(),
                            LETTER)))
                    .contains("not one of http or https");
        }
    }

    @Test
    void givesUpOnOneThatNeverAnswersOrTricklesForEver() throws IOException {
        try (var receiver = new WebhookReceiver().hesitates();
                var trickle = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertThat(why(post.send(receiver.url(), LETTER))).contains("was not reached");
            Thread.ofVirtual().start(() -> trickle(trickle));
            var began = System.nanoTime();
            var url = URI.create("http://127.0.0.1:" + trickle.getLocalPort() + "/");

            assertThat(why(post.send(url, LETTER))).contains("was not reached");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
        }
    }

    @Test
    void readsNoHeadersWithoutEnd() throws IOException {
        try (var endless = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> flood(endless));

            assertThat(why(post.send(URI.create("http://127.0.0.1:" + endless.getLocalPort() + "/"), LETTER)))
                    .contains("larger than 16 KiB");
        }
    }

    @Test
    void signsAsTheReferenceVectorSays() {
        // openssl: printf '1700000000000.{"a":1}' | openssl dgst -sha256 -hmac secret
        assertThat(Signature.of(Secret.of("secret"), "1700000000000", LETTER.body()))
                .isEqualTo("sha256=4ef2732b0d632a6897af3a6d02a6de287f60d6c5f15dabdb0ceb045a34e3c5a7");
    }

    private static String why(Outcome outcome) {
        return outcome instanceof Outcome.NotTaken(var _, var why) ? why : "It was taken.";
    }

    private static void trickle(ServerSocket door) {
        try (var guest = door.accept()) {
            while (true) {
                guest.getOutputStream().write('H');
                guest.getOutputStream().flush();
                java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
            }
        } catch (IOException _) {
            // Hung up on, as wanted.
        }
    }

    private static void flood(ServerSocket door) {
        try (var guest = door.accept()) {
            guest.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                guest.getOutputStream().write("X-A: b\r\n".repeat(500).getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException _) {
            // Hung up on, as wanted.
        }
    }
}
