package chorus.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// Finds the addresses of receivers' hosts, and leaves out those that may not be connected to.
///
/// The system's resolver blocks its thread, virtual or not, for as long as it likes; a few threads are kept for it, and
/// no host ever has more than one of them.
final class Names implements AutoCloseable {
    static final int MOST_AT_ONCE = 64;

    private final Predicate<InetAddress> forbidden;
    private final Resolver resolver;
    private final Map<String, FutureTask<List<InetAddress>>> underWay = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            MOST_AT_ONCE,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("webhook-dns-", 0).factory());

    /// Looks a host name up, and blocks for as long as it likes.
    interface Resolver {
        List<InetAddress> resolve(String host) throws IOException;
    }

    /// As many names as there may be are looked up already: nothing is known of this one.
    static final class Busy extends IOException {
        private static final long serialVersionUID = 1;

        Busy() {
            super("too many host names are looked up at the moment");
        }
    }

    Names(Predicate<InetAddress> forbidden) {
        this(forbidden, host -> List.of(InetAddress.getAllByName(host)));
    }

    Names(Predicate<InetAddress> forbidden, Resolver resolver) {
        this.forbidden = forbidden;
        this.resolver = resolver;
    }

    /// @return never empty
    List<InetAddress> find(String host, Duration patience) throws IOException {
        var found = resolve(host, patience);
        var allowed = found.stream().filter(forbidden.negate()).toList();
        if (allowed.isEmpty()) {
            throw new IOException(host + " is at a private address, and CHORUS_PRIVATE_WEBHOOKS does not allow that");
        }
        return allowed;
    }

    private List<InetAddress> resolve(String host, Duration patience) throws IOException {
        try {
            return lookup(host).get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException _) {
            throw new IOException("the host name " + host + " was not found");
        } catch (TimeoutException _) {
            throw new IOException("the host name " + host + " was not found in time");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("the server was stopped");
        }
    }

    /// The one that is under way, or a new one.
    private FutureTask<List<InetAddress>> lookup(String host) throws Busy {
        try {
            return underWay.computeIfAbsent(host, _ -> {
                var task = new FutureTask<>(() -> resolver.resolve(host));
                threads.execute(() -> run(host, task));
                return task;
            });
        } catch (RejectedExecutionException _) {
            throw new Busy();
        }
    }

    private void run(String host, FutureTask<List<InetAddress>> task) {
        task.run();
        underWay.remove(host, task);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
