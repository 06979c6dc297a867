package chorus.agent;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Finds the addresses of agents' hosts.
///
/// The system's resolver blocks its thread, virtual or not, for as long as it likes; a few threads are kept for it.
final class Resolver implements AutoCloseable {
    private static final int MOST_AT_ONCE = 32;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            MOST_AT_ONCE,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("agent-dns-", 0).factory());

    /// @param budgetNanos how long the caller can wait
    List<InetAddress> resolve(String host, long budgetNanos) throws CannotOpen, InterruptedException {
        var literal = literal(host);
        if (literal.isPresent()) {
            return List.of(literal.get());
        }
        try {
            return threads.submit(() -> List.of(InetAddress.getAllByName(host))).get(budgetNanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new CannotOpen(
                    e.getCause() instanceof UnknownHostException
                            ? "The agent's host name " + host + " was not found."
                            : "The agent's host name " + host + " could not be looked up.");
        } catch (TimeoutException _) {
            throw new CannotOpen("The agent's host name " + host + " was not found within "
                    + TimeUnit.NANOSECONDS.toMillis(budgetNanos) + " ms.");
        } catch (RejectedExecutionException _) {
            throw new CannotOpen("The agent's host name " + host
                    + " was not looked up: too many names are being looked up at once.");
        }
    }

    /// An address written as one needs no looking up.
    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
