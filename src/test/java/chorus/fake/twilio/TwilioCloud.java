package chorus.fake.twilio;

import chorus.fake.ClientSocket;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/// Twilio with one account: it announces calls by signed webhooks, carries out TwiML, opens Media Streams,
/// places calls that are ordered by REST, and tells how they get on.
public final class TwilioCloud implements AutoCloseable {
    private final String accountSid = "AC" + "0123456789abcdef".repeat(2);
    private final HttpServer rest;
    private final Webhooks webhooks;
    private final SSLContext tls;
    private final CallsDesk desk = new CallsDesk(this);
    private final TwilioAccountDesk accounts = new TwilioAccountDesk();
    private final TwilioAccount account = accounts.account(accountSid, "the-auth-token-of-the-cloud-0123");
    private final Map<String, Callee> callees = new ConcurrentHashMap<>();
    private final List<Thread> told = new ArrayList<>();
    private volatile String token = "the-auth-token-of-the-cloud-0123";
    private volatile Optional<String> voiceUrl = Optional.empty();
    private volatile Duration latency = Duration.ZERO;
    private volatile UnaryOperator<String> socketSigned = url -> url;
    private volatile News news = News.IN_ORDER;
    private volatile Consumer<String> teller = _ -> {};
    private volatile Function<String, Consumer<byte[]>> ears = _ -> _ -> {};

    /// How status callbacks travel.
    public enum News {
        IN_ORDER,
        /// The second to last overtakes the last, and all come twice.
        TWICE_AND_LATE,
        /// The final one never comes.
        LAST_LOST
    }

    private TwilioCloud(SSLContext tls, int port) {
        this.tls = tls;
        this.webhooks = new Webhooks(tls);
        try {
            rest = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rest.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        rest.createContext("/", exchange -> TwilioAccountServer.serve(accounts, exchange));
        rest.createContext("/2010-04-01/Accounts/" + accountSid + "/Calls", desk);
        rest.start();
        account.has(TwilioHouse.NUMBER);
    }

    public static TwilioCloud start() {
        return start(0);
    }

    /// @param port of the REST API on this machine; 0 for any
    public static TwilioCloud start(int port) {
        try {
            return new TwilioCloud(SSLContext.getDefault(), port);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @param tls whom it trusts
    public static TwilioCloud trusting(SSLContext tls) {
        return new TwilioCloud(tls, 0);
    }

    public String accountSid() {
        return accountSid;
    }

    public String authToken() {
        return token;
    }

    /// From now on this signs.
    public TwilioCloud authToken(String newToken) {
        token = newToken;
        account.changeTokens(newToken);
        return this;
    }

    /// What `CHORUS_TWILIO_API_URL` must be.
    public URI apiUrl() {
        return URI.create("http://127.0.0.1:" + rest.getAddress().getPort());
    }

    /// Announces calls there, whatever the number says.
    public TwilioCloud voiceUrl(String url) {
        voiceUrl = Optional.of(url);
        return this;
    }

    /// How long it takes from the TwiML to the opening of the stream: 365 ms were measured at the real one.
    public TwilioCloud latency(Duration delay) {
        latency = delay;
        return this;
    }

    /// What is signed in the place of a socket's URL, such as the same with a slash behind it.
    public TwilioCloud signsSocketsAs(UnaryOperator<String> how) {
        socketSigned = how;
        return this;
    }

    /// Twilio drops the port of an https address before it signs.
    public TwilioCloud signsWithoutPort() {
        webhooks.signedUrl(url -> url.replaceFirst("^(https://[^/:]+):\\d+", "$1"));
        return this;
    }

    public TwilioCloud news(News how) {
        news = how;
        return this;
    }

    /// What the REST API does of its own accord.
    public CallsDesk desk() {
        return desk;
    }

    /// Where its accounts and their numbers are kept.
    public TwilioAccountDesk accounts() {
        return accounts;
    }

    /// The account, which has the number of [TwilioHouse].
    public TwilioAccount account() {
        return account;
    }

    /// Tells what happens in its calls, a line each.
    void tells(Consumer<String> how) {
        teller = how;
    }

    void tell(CloudCall call, String what) {
        teller.accept(name(call) + " " + what);
    }

    /// Who hears what the phone of a call hears, by the call's name.
    void ears(Function<String, Consumer<byte[]>> how) {
        ears = how;
    }

    Consumer<byte[]> ear(CloudCall call) {
        return ears.apply(name(call));
    }

    private static String name(CloudCall call) {
        return call.from() + " -> " + call.to();
    }

    /// How somebody takes calls; whoever is not named answers.
    public TwilioCloud callee(String number, Callee callee) {
        callees.put(number, callee);
        return this;
    }

    /// Somebody calls a number of the account.
    public CloudCall ring(String from, String to) {
        var number = account.numbersLike(to).stream()
                .findFirst()
                .orElseGet(() -> account.numbers().getFirst());
        var news = new StatusCallbacks(this, number.setting("StatusCallback"), Set.of("completed"), false);
        var call = new CloudCall(this, from, to, "inbound", news);
        desk.add(call);
        call.announce(voiceUrl(number), number.setting("VoiceFallbackUrl"));
        return call;
    }

    private String voiceUrl(TwilioNumber number) {
        return voiceUrl.orElseGet(() -> number.setting("VoiceUrl"));
    }

    /// The same voice webhook once more, as Twilio repeats one when it does not know whether the first arrived.
    public HttpResponse<String> repeats(CloudCall call) {
        return posts(voiceUrl(account.numbers().getFirst()), call.parameters(), token);
    }

    /// A webhook signed with any token.
    public HttpResponse<String> posts(String url, Map<String, String> form, String signedWith) {
        try {
            return webhooks.post(signedWith, url, form, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted.", e);
        }
    }

    /// Opens a socket on its own, as a stranger who has seen a stream's URL might.
    ///
    /// @return the status of the answer
    public int opensSocket(String url, String signature) {
        try (var _ = ClientSocket.open(URI.create(url), Signing.headers(signature), tls)) {
            return 101;
        } catch (ClientSocket.Refused e) {
            return e.status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The calls ordered by REST and those that rang, oldest first.
    public List<CloudCall> calls() {
        return desk.calls();
    }

    // What calls need.

    SSLContext tls() {
        return tls;
    }

    void latency() {
        LockSupport.parkNanos(latency.toNanos());
    }

    Callee callee(String number) {
        return callees.getOrDefault(number, Callee.of(number));
    }

    String signSocket(String url) {
        return Signing.sign(token, socketSigned.apply(url), Map.of());
    }

    /// Asks for TwiML; the fallback when there is none.
    List<Verb> askTwice(CloudCall call, String url, String fallback, Map<String, String> form)
            throws IOException, InterruptedException {
        var error = "11200";
        try {
            var response = webhooks.post(token, url, form, false);
            if (response.statusCode() / 100 == 2) {
                return Verb.parse(response.body());
            }
            call.complain("11200: " + response.statusCode());
        } catch (IOException e) {
            error = "11205";
            call.complain("11205: " + e);
        } catch (IllegalArgumentException e) {
            error = "12100";
            call.complain(String.valueOf(e.getMessage()));
        }
        form.put("ErrorCode", error);
        form.put("ErrorUrl", url);
        return ask(call, fallback, form);
    }

    List<Verb> ask(CloudCall call, String url, Map<String, String> form) throws IOException, InterruptedException {
        var response = webhooks.post(token, url, form, false);
        if (response.statusCode() / 100 != 2) {
            call.complain("11200: " + response.statusCode() + " of " + url);
            throw new IOException("an application error has occurred");
        }
        return Verb.parse(response.body());
    }

    /// Tells how a call gets on, on a thread of its own.
    void tell(String url, Map<String, String> form) {
        var last = !Set.of("queued", "initiated", "ringing", "in-progress").contains(form.get("CallStatus"));
        if (last && news == News.LAST_LOST) {
            return;
        }
        var late = news == News.TWICE_AND_LATE;
        var thread = Thread.ofVirtual().unstarted(() -> {
            if (late && !last) {
                LockSupport.parkNanos(Duration.ofMillis(400).toNanos());
            }
            quietly(url, form);
            if (late) {
                quietly(url, form);
            }
        });
        synchronized (told) {
            told.add(thread);
        }
        thread.start();
    }

    private void quietly(String url, Map<String, String> form) {
        try {
            webhooks.post(token, url, form, false);
        } catch (IOException _) {
            // Whoever is gone cannot be told.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        calls().forEach(call -> call.end("completed"));
        rest.stop(0);
        webhooks.close();
    }
}
