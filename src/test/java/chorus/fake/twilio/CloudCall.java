package chorus.fake.twilio;

import chorus.fake.ClientSocket;
import chorus.fake.Patience;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One call at Twilio: its TwiML is carried out verb by verb, on a thread of its own.
public final class CloudCall {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TwilioCloud cloud;
    private final String sid = "CA" + UUID.randomUUID().toString().replace("-", "");
    private final String from;
    private final String to;
    private final String direction;
    private final StatusCallbacks callbacks;
    private final CountDownLatch over = new CountDownLatch(1);

    // Guarded by this.
    private final List<String> done = new ArrayList<>();
    private final List<String> debugger = new ArrayList<>();
    private final List<CloudStream> streams = new ArrayList<>();
    private String status;
    private Optional<List<Verb>> replacement = Optional.empty();
    private long webhookMillis = -1;
    private boolean answered;
    private String streamUrl = "";
    private String streamToken = "";

    CloudCall(TwilioCloud cloud, String from, String to, String direction, StatusCallbacks callbacks) {
        this.cloud = cloud;
        this.from = from;
        this.to = to;
        this.direction = direction;
        this.callbacks = callbacks;
        this.status = direction.equals("inbound") ? "ringing" : "queued";
    }

    // What it looks like from outside.

    public String sid() {
        return sid;
    }

    public String from() {
        return from;
    }

    public String to() {
        return to;
    }

    public synchronized String status() {
        return status;
    }

    /// What was carried out, such as `Connect`, `Say We are sorry`, `Reject busy`.
    public synchronized List<String> done() {
        return List.copyOf(done);
    }

    /// Errors in the words of Twilio's debugger.
    public synchronized List<String> debugger() {
        return List.copyOf(debugger);
    }

    /// How long the voice webhook took to answer.
    public synchronized long webhookMillis() {
        return webhookMillis;
    }

    /// Where the latest stream is to be opened; empty before that is known.
    public synchronized String streamUrl() {
        return streamUrl;
    }

    /// The token that came with it.
    public synchronized String token() {
        return streamToken;
    }

    /// The latest stream, once it is open.
    public CloudStream stream() {
        return stream(1);
    }

    /// The latest stream, once there were so many.
    public CloudStream stream(int count) {
        Patience.until(
                "stream " + count + " of the call, which has done " + done() + debugger(),
                PATIENCE,
                () -> streams().size() >= count);
        return streams().getLast();
    }

    public synchronized List<CloudStream> streams() {
        return List.copyOf(streams);
    }

    public CloudCall awaitStatus(String wanted) {
        Patience.until(
                "the call to be " + wanted + ", which has done " + done(), PATIENCE, () -> status().equals(wanted));
        return this;
    }

    public CloudCall awaitOver() {
        Patience.until("the call to be over, which has done " + done(), PATIENCE, () -> over.getCount() == 0);
        return this;
    }

    /// The person at the far side hangs up.
    public void hangsUp() {
        end(answered() ? "completed" : direction.equals("inbound") ? "no-answer" : "canceled");
    }

    private synchronized boolean answered() {
        return answered;
    }

    // How it goes.

    /// Asks what to do, then does it.
    void announce(String voiceUrl, String fallbackUrl) {
        run(() -> {
            var began = System.nanoTime();
            var verbs = cloud.askTwice(this, voiceUrl, fallbackUrl, parameters());
            synchronized (this) {
                webhookMillis = (System.nanoTime() - began) / 1_000_000;
            }
            execute(verbs);
        });
    }

    void run(Life life) {
        Thread.ofVirtual().name("cloud-call " + sid).start(() -> {
            try {
                life.run();
                end("completed");
            } catch (InterruptedException _) {
                end("failed");
            } catch (IOException | RuntimeException e) {
                complain(String.valueOf(e.getMessage()));
                end("failed");
            }
        });
    }

    interface Life {
        void run() throws IOException, InterruptedException;
    }

    void execute(List<Verb> verbs) throws IOException, InterruptedException {
        var left = new ArrayList<>(verbs);
        while (over.getCount() > 0) {
            var replaced = takeReplacement();
            if (replaced.isPresent()) {
                left = new ArrayList<>(replaced.get());
            }
            if (left.isEmpty()) {
                return;
            }
            var next = carryOut(left.removeFirst());
            if (next.isPresent()) {
                left = new ArrayList<>(next.get());
            }
        }
    }

    /// @return what to do in the place of what stood in the document
    private Optional<List<Verb>> carryOut(Verb verb) throws IOException, InterruptedException {
        return switch (verb) {
            case Verb.Reject(var reason) -> {
                note("Reject " + reason);
                if (answered() || !direction.equals("inbound")) {
                    complain("Reject is for calls that were not answered");
                }
                end(reason.equals("busy") ? "busy" : "no-answer");
                yield Optional.empty();
            }
            case Verb.Say(var sentence) -> {
                answer();
                note("Say " + sentence);
                yield Optional.empty();
            }
            case Verb.Hangup() -> {
                note("Hangup");
                end("completed");
                yield Optional.empty();
            }
            case Verb.Connect connect -> connect(connect);
            case Verb.Dial dial -> dial(dial);
        };
    }

    private Optional<List<Verb>> connect(Verb.Connect connect) throws IOException, InterruptedException {
        answer();
        note("Connect");
        synchronized (this) {
            streamUrl = connect.url();
            streamToken = connect.parameters().getOrDefault("token", "");
        }
        try {
            cloud.latency();
            var url = URI.create(connect.url());
            var socket = ClientSocket.open(url, Signing.headers(cloud.signSocket(connect.url())), cloud.tls());
            var stream = new CloudStream(socket, cloud.accountSid(), sid, cloud.ear(this));
            synchronized (this) {
                streams.add(stream);
            }
            if (over.getCount() == 0) {
                stream.stop();
            }
            stream.run(connect.parameters());
        } catch (ClientSocket.Refused e) {
            complain("31920: " + e.getMessage());
        } catch (EOFException e) {
            complain("31921: " + e.getMessage());
        } catch (IOException e) {
            complain("31902: " + e.getMessage());
        }
        if (over.getCount() == 0 || connect.action().isEmpty() || isReplaced()) {
            return Optional.empty();
        }
        return Optional.of(cloud.ask(this, connect.action(), parameters()));
    }

    private Optional<List<Verb>> dial(Verb.Dial dial) throws IOException, InterruptedException {
        answer();
        note("Dial " + dial.to());
        var child = "CA" + UUID.randomUUID().toString().replace("-", "");
        var callee = cloud.callee(dial.to());
        over.await(Math.min(callee.ringing().toMillis(), dial.timeout() * 1_000L), TimeUnit.MILLISECONDS);
        var outcome = callee.answers() ? "completed" : callee.status();
        if (callee.answers()
                && dial.events().contains("answered")
                && !dial.status().isEmpty()) {
            var news = parameters();
            news.put("CallSid", child);
            news.put("ParentCallSid", sid);
            news.put("CallStatus", "in-progress");
            news.put("To", dial.to());
            cloud.tell(dial.status(), news);
        }
        if (callee.answers()) {
            note("talks with " + dial.to());
            over.await(callee.talks().toMillis(), TimeUnit.MILLISECONDS);
        }
        if (over.getCount() == 0 || dial.action().isEmpty()) {
            return Optional.empty();
        }
        var result = parameters();
        result.put("DialCallStatus", outcome);
        result.put("DialCallSid", child);
        result.put("DialCallDuration", callee.answers() ? "1" : "0");
        return Optional.of(cloud.ask(this, dial.action(), result));
    }

    private void answer() {
        synchronized (this) {
            if (answered || over.getCount() == 0) {
                return;
            }
            answered = true;
            status = "in-progress";
        }
        callbacks.tell("answered", parameters());
    }

    // What the account's owner may do to it by REST.

    /// @return false when the call is over
    synchronized boolean replace(List<Verb> verbs) {
        if (over.getCount() == 0) {
            return false;
        }
        replacement = Optional.of(verbs);
        streams.stream().filter(stream -> !stream.isOver()).forEach(CloudStream::stop);
        return true;
    }

    private synchronized Optional<List<Verb>> takeReplacement() {
        var taken = replacement;
        replacement = Optional.empty();
        return taken;
    }

    private synchronized boolean isReplaced() {
        return replacement.isPresent();
    }

    boolean end(String how) {
        return end(how, Map.of());
    }

    boolean end(String how, Map<String, String> more) {
        synchronized (this) {
            if (over.getCount() == 0) {
                return false;
            }
            status = how;
            over.countDown();
        }
        cloud.tell(this, how);
        streams().forEach(CloudStream::stop);
        var news = parameters();
        news.put("CallDuration", "1");
        news.put("Duration", "1");
        news.putAll(more);
        callbacks.tell("completed", news);
        return true;
    }

    synchronized void becomes(String news) {
        if (over.getCount() > 0) {
            status = news;
        }
    }

    void tell(String event) {
        callbacks.tell(event, parameters());
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    void complain(String error) {
        synchronized (this) {
            debugger.add(error);
        }
        cloud.tell(this, "debugger: " + error);
    }

    private void note(String verb) {
        synchronized (this) {
            done.add(verb);
        }
        cloud.tell(this, verb);
    }

    /// What Twilio always sends, some that it sends now and then, and one that is new.
    Map<String, String> parameters() {
        var all = new LinkedHashMap<String, String>();
        all.put("CallSid", sid);
        all.put("AccountSid", cloud.accountSid());
        all.put("From", from);
        all.put("To", to);
        all.put("CallStatus", status());
        all.put("ApiVersion", "2010-04-01");
        all.put("Direction", direction);
        all.put("Caller", from);
        all.put("Called", to);
        all.put("FromCity", "");
        all.put("FromCountry", "US");
        all.put("StirVerstat", "TN-Validation-Passed-A");
        all.put("CallToken", "{\"parentCallInfoToken\":\"eyJhbGciOiJFUzI1NiJ9.e30.x\",\"identityHeaderTokens\":[]}");
        all.put("NewSince2026", " untrimmed ");
        return all;
    }
}
