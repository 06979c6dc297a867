package chorus.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// Finds the addresses of receivers' hosts, and leaves out those that may not be connected to.
///
/// The system's resolver blocks its thread, virtual or not, for as long as it likes; a few threads are kept for it.
final class Names implements AutoCloseable {
    private static final int MOST_AT_ONCE = 16;
    private static final int PATIENCE_SECONDS = 5;

    private final Predicate<InetAddress> forbidden;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            MOST_AT_ONCE,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("webhook-dns-", 0).factory());

    Names(Predicate<InetAddress> forbidden) {
        this.forbidden = forbidden;
    }

    /// @return never empty
    List<InetAddress> find(String host) throws IOException {
        var found = resolve(host);
        var allowed = found.stream().filter(forbidden.negate()).toList();
        if (allowed.isEmpty()) {
            throw new IOException(host + " is at a private address, and CHORUS_PRIVATE_WEBHOOKS does not allow that");
        }
        return allowed;
    }

    private List<InetAddress> resolve(String host) throws IOException {
        try {
            return threads.submit(() -> List.of(InetAddress.getAllByName(host)))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException _) {
            throw new IOException("the host name " + host + " was not found");
        } catch (TimeoutException | RejectedExecutionException _) {
            throw new IOException("the host name " + host + " was not found in time");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("the server was stopped");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
