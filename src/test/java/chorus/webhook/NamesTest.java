package chorus.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    private final CountDownLatch answers = new CountDownLatch(1);
    private final AtomicInteger lookups = new AtomicInteger();
    private final Names names = new Names(_ -> false, this::resolve);

    @AfterEach
    void close() {
        answers.countDown();
        names.close();
    }

    @Test
    void looksOneHostUpOnceHoweverManyWaitForIt() throws IOException {
        for (var i = 0; i < 3; i++) {
            assertThatThrownBy(() -> names.find("slow.example", SHORT)).hasMessageContaining("not found in time");
        }
        answers.countDown();

        assertThat(names.find("slow.example", Duration.ofSeconds(20)))
                .containsExactly(InetAddress.getLoopbackAddress());
        assertThat(lookups.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void saysThatItIsBusyRatherThanThatAHostWasNotFound() {
        for (var i = 0; i < Names.MOST_AT_ONCE; i++) {
            var host = "slow" + i + ".example";
            assertThatThrownBy(() -> names.find(host, Duration.ofMillis(1))).hasMessageContaining("in time");
        }
        var post = new Post(names, Duration.ofSeconds(2));

        assertThatThrownBy(() -> names.find("other.example", SHORT)).isInstanceOf(Names.Busy.class);
        assertThat(post.send(URI.create("http://other.example/"), new Letter(List.of(), new byte[0])))
                .isInstanceOf(Outcome.NotTried.class);
        post.close();
    }

    private List<InetAddress> resolve(String host) throws IOException {
        lookups.incrementAndGet();
        try {
            answers.await();
        } catch (InterruptedException _) {
            throw new IOException(host);
        }
        return List.of(InetAddress.getLoopbackAddress());
    }
}
