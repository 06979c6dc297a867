package chorus.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Posts letters over HTTP/1.1, one connection for each.
///
/// It connects to the very address that was looked at, so that a name cannot change its mind in between; redirects that
/// keep the method (RFC 9110 §15.4.8, §15.4.9) are followed and looked at in the same way.
final class Post implements AutoCloseable {
    private static final int MOST_REDIRECTS = 3;
    private static final int MOST_ADDRESSES = 3;
    private static final Duration LOOKUP = Duration.ofSeconds(5);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(10);
    private static final Duration LAST_WORDS = Duration.ofMillis(500);
    private static final Set<Integer> KEEPING_THE_METHOD = Set.of(307, 308);

    private final Names names;
    private final Duration whole;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("webhook-deadlines").factory());
    private volatile boolean closed;

    /// @param forbidden addresses that are not connected to
    /// @param whole     what one letter may take, with its lookups and redirects
    Post(Predicate<InetAddress> forbidden, Duration whole) {
        this(new Names(forbidden), whole);
    }

    Post(Names names, Duration whole) {
        this.names = names;
        this.whole = whole;
    }

    /// Blocks until the receiver has answered, or its time is over.
    Outcome send(URI url, Letter letter) {
        var deadline = new Deadline(System.nanoTime() + whole.toNanos());
        var target = url;
        for (var hop = 0; hop <= MOST_REDIRECTS; hop++) {
            try {
                var answer = exchange(target, letter, deadline);
                if (!KEEPING_THE_METHOD.contains(answer.status())) {
                    return judged(answer);
                }
                target = redirected(target, answer);
            } catch (Names.Busy _) {
                return new Outcome.NotTried();
            } catch (IOException | IllegalArgumentException e) {
                return notTaken(target, e);
            }
        }
        return new Outcome.NotTaken(
                Optional.empty(),
                "The receiver redirects more than " + MOST_REDIRECTS + " times: give its last address.");
    }

    /// What was sealed on its way does not go on in the open (RFC 9110 §4.2.2).
    static URI redirected(URI from, Answered answer) throws IOException {
        var to = from.resolve(answer.location().orElseThrow(() -> new IOException("its redirect leads nowhere")));
        if ("https".equalsIgnoreCase(from.getScheme()) && "http".equalsIgnoreCase(to.getScheme())) {
            throw new IOException("its redirect leads from https to http, give an address that stays with https");
        }
        return to;
    }

    private static Outcome judged(Answered answer) {
        var status = answer.status();
        if (status >= 200 && status < 300) {
            return new Outcome.Taken(status);
        }
        var why = status >= 300 && status < 400
                ? "The receiver answered " + status + ": set postCallWebhookUrl to where it is now."
                : "The receiver answered " + status + "; it must answer 200 to 299 when it has the event.";
        return new Outcome.NotTaken(Optional.of(status), why);
    }

    private static Outcome notTaken(URI target, Exception e) {
        var why = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
        return new Outcome.NotTaken(
                Optional.empty(), "The receiver at " + authority(target) + " was not reached: " + why + ".");
    }

    private Answered exchange(URI target, Letter letter, Deadline deadline) throws IOException {
        var https = "https".equalsIgnoreCase(target.getScheme());
        if (target.getHost() == null || (!https && !"http".equalsIgnoreCase(target.getScheme()))) {
            throw new IOException("its address is not one of http or https");
        }
        var port = target.getPort() >= 0 ? target.getPort() : https ? 443 : 80;
        try (var socket = connected(names.find(bare(target.getHost()), deadline.left(LOOKUP)), port, deadline)) {
            open.add(socket);
            var alarm = alarms.schedule(
                    () -> quietlyClose(socket), deadline.left(whole).toMillis(), TimeUnit.MILLISECONDS);
            try {
                return exchange(https ? secured(socket, target.getHost(), port) : socket, target, letter);
            } finally {
                alarm.cancel(false);
                open.remove(socket);
            }
        }
    }

    private Socket connected(List<InetAddress> addresses, int port, Deadline deadline) throws IOException {
        IOException last = new IOException("the server was stopped");
        for (var address : addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size()))) {
            var socket = new Socket();
            try {
                if (!closed) {
                    socket.connect(new InetSocketAddress(address, port), (int)
                            deadline.left(CONNECT).toMillis());
                    return socket;
                }
            } catch (IOException e) {
                last = e;
            }
            socket.close();
        }
        throw last;
    }

    /// The certificate must be the name's (RFC 9110 §4.3.4).
    private static Socket secured(Socket socket, String host, int port) throws IOException {
        var secured = (SSLSocket)
                ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(socket, bare(host), port, true);
        var parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.setSoTimeout((int) READ.toMillis());
        secured.startHandshake();
        return secured;
    }

    private static Answered exchange(Socket socket, URI target, Letter letter) throws IOException {
        socket.setSoTimeout((int) READ.toMillis());
        var out = socket.getOutputStream();
        out.write(head(target, letter).getBytes(StandardCharsets.US_ASCII));
        out.write(letter.body());
        out.flush();
        var in = new java.io.BufferedInputStream(socket.getInputStream());
        var answer = Answered.read(in);
        try {
            socket.setSoTimeout((int) LAST_WORDS.toMillis());
            Answered.drain(in);
        } catch (IOException _) {
            // What it says behind its status changes nothing.
        }
        return answer;
    }

    private static String head(URI target, Letter letter) {
        var path = URI.create(target.toASCIIString()).getRawPath();
        var query = URI.create(target.toASCIIString()).getRawQuery();
        var lines = new ArrayList<String>();
        lines.add("POST " + (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query) + " HTTP/1.1");
        lines.add("Host: " + authority(target));
        lines.add("Connection: close");
        lines.add("Content-Length: " + letter.body().length);
        lines.addAll(letter.headers());
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    private static String authority(URI target) {
        return target.getPort() < 0 ? target.getHost() : target.getHost() + ":" + target.getPort();
    }

    /// Without the brackets of an IPv6 address.
    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static void quietlyClose(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is closed either way.
        }
    }

    /// Cuts whatever goes on.
    @Override
    public void close() {
        closed = true;
        open.forEach(Post::quietlyClose);
        alarms.shutdownNow();
        names.close();
    }
}
