package chorus.fake;

import chorus.phonebook.AgentRuntime;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// An agent in a test: a WebSocket server on a loopback port that does as it is told and forgets nothing.
///
/// Verbs act on the latest conversation and wait for one where there is none yet; every `await…` gives up after
/// ten seconds and says what it got instead. Written on plain sockets, so that it shares no code with the line it
/// tests.
public final class FakeAgent implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    /// What the agent does of its own accord.
    private enum Manner {
        QUIET,
        ECHOING,
        TALKING,
        REFUSING,
        NEVER_ANSWERING,
        CLOSING_AT_ONCE
    }

    private final ServerSocket door;
    private final Manner manner;
    private final int status;
    private final byte[] opening;
    private final List<FakeConversation> conversations = new ArrayList<>();
    private final List<Socket> visitors = new ArrayList<>();
    private volatile Duration hesitation = Duration.ZERO;

    private FakeAgent(Manner manner, int status, byte[] opening) {
        this.manner = manner;
        this.status = status;
        this.opening = opening;
        try {
            door = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("fake-agent").start(this::welcome);
    }

    /// Takes calls and says nothing unless told to.
    public static FakeAgent quiet() {
        return new FakeAgent(Manner.QUIET, 101, new byte[0]);
    }

    /// Sends back whatever it hears.
    public static FakeAgent echoing() {
        return new FakeAgent(Manner.ECHOING, 101, new byte[0]);
    }

    /// Speaks a tone of this length as soon as a conversation starts, all at once.
    public static FakeAgent talking(Duration length) {
        return new FakeAgent(Manner.TALKING, 101, Sounds.tone(440, length));
    }

    /// Answers the opening request with this status instead of opening.
    public static FakeAgent refusing(int status) {
        return new FakeAgent(Manner.REFUSING, status, new byte[0]);
    }

    /// Accepts the connection and never says a word.
    public static FakeAgent neverAnswering() {
        return new FakeAgent(Manner.NEVER_ANSWERING, 0, new byte[0]);
    }

    /// Accepts the connection and closes it at once.
    public static FakeAgent closingAtOnce() {
        return new FakeAgent(Manner.CLOSING_AT_ONCE, 0, new byte[0]);
    }

    /// Takes calls like a quiet one, but lets each wait so long before it opens.
    public static FakeAgent openingAfter(Duration hesitation) {
        var agent = quiet();
        agent.hesitation = hesitation;
        return agent;
    }

    public URI uri() {
        return URI.create("ws://127.0.0.1:" + door.getLocalPort() + "/agent");
    }

    public AgentRuntime runtime() {
        return new AgentRuntime.WebSocket(uri(), Map.of());
    }

    // What it sees.

    /// The latest conversation; waits for the first.
    public FakeConversation conversation() {
        return conversation(1);
    }

    /// The latest conversation, once there were `count` of them.
    public FakeConversation conversation(int count) {
        Patience.until(
                "conversation " + count + " with the agent",
                () -> conversations().size() >= count);
        return conversations().getLast();
    }

    public List<FakeConversation> conversations() {
        synchronized (conversations) {
            return List.copyOf(conversations);
        }
    }

    /// Every message received in the latest conversation.
    public List<JsonNode> received() {
        return conversation().received();
    }

    /// The header of the latest opening request, names in lower case.
    public Map<String, String> requestHeaders() {
        return conversation().requestHeaders();
    }

    /// @return the message `start`
    public JsonNode awaitStart() {
        return await("start", message -> true);
    }

    public JsonNode awaitDtmf(char digit) {
        return await("dtmf", message -> message.at("/dtmf/digit").asText().equals(String.valueOf(digit)));
    }

    /// The keys that were pressed so far in the latest conversation.
    public String keys() {
        return received().stream()
                .filter(message -> message.path("event").asText().equals("dtmf"))
                .map(message -> message.at("/dtmf/digit").asText())
                .collect(Collectors.joining());
    }

    public JsonNode awaitMark(String name) {
        return await("mark", message -> message.at("/mark/name").asText().equals(name));
    }

    public JsonNode awaitCleared() {
        return await("cleared", message -> true);
    }

    public JsonNode awaitTransferOutcome() {
        return await("transfer", message -> true);
    }

    public JsonNode awaitStop() {
        return await("stop", message -> true);
    }

    /// Waits for a message of this event that is as it should be.
    public JsonNode await(String event, Predicate<JsonNode> asItShouldBe) {
        return conversation().await(event, asItShouldBe);
    }

    /// Waits until this much of the caller was heard in the latest conversation, and returns all of it as µ-law.
    public byte[] awaitHeard(Duration length) {
        var wanted = (int) length.toMillis() * 8;
        Patience.until(
                length.toMillis() + " ms of the caller, in " + received().size() + " messages",
                () -> conversation().heard().length >= wanted);
        return conversation().heard();
    }

    /// Waits until the line's side has closed, and returns its close code: 1006 when there was none.
    public int awaitClose() {
        return conversation().awaitClose();
    }

    // What it does.

    /// Says µ-law sound in messages of 20 ms, as fast as the socket takes them.
    public void say(byte[] pcmu) {
        conversation().say(pcmu);
    }

    public void sayTone(Duration length) {
        say(Sounds.tone(440, length));
    }

    public void mark(String name) {
        var message = event("mark");
        message.putObject("mark").put("name", name);
        send(message);
    }

    public void clear() {
        send(event("clear"));
    }

    public void hangUp() {
        send(event("hangup"));
    }

    public void transfer(String to) {
        transfer(to, "blind");
    }

    public void transfer(String to, String type) {
        var message = event("transfer");
        message.putObject("transfer").put("to", to).put("type", type);
        send(message);
    }

    public void sendDigits(String digits) {
        var message = event("dtmf");
        message.putObject("dtmf").put("digits", digits);
        send(message);
    }

    /// @param role `user` or `agent`
    public void transcribe(String role, String text) {
        var message = event("transcript");
        message.putObject("transcript").put("role", role).put("text", text);
        send(message);
    }

    /// Sends a text frame as it is, garbage too.
    public void send(String text) {
        conversation().sendText(text);
    }

    public void sendBinary(byte[] bytes) {
        conversation().sendBinary(bytes);
    }

    /// Closes as the protocol allows: close code 1000.
    public void closeOrderly() {
        conversation().close(1000, "");
    }

    public void close(int code, String reason) {
        conversation().close(code, reason);
    }

    /// Is gone without a word: the connection is reset.
    public void vanish() {
        conversation().vanish();
    }

    @Override
    public void close() {
        quietly(door::close);
        synchronized (conversations) {
            visitors.forEach(visitor -> quietly(visitor::close));
        }
    }

    private void send(ObjectNode message) {
        conversation().sendText(message.toString());
    }

    private ObjectNode event(String name) {
        var sid = conversation().awaitEvent("start").path("streamSid").asText();
        return JSON.createObjectNode().put("event", name).put("streamSid", sid);
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                var visitor = door.accept();
                synchronized (conversations) {
                    visitors.add(visitor);
                }
                Thread.ofVirtual().name("fake-agent-call").start(() -> receive(visitor));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void receive(Socket visitor) {
        switch (manner) {
            case NEVER_ANSWERING -> {}
            case CLOSING_AT_ONCE -> quietly(visitor::close);
            case REFUSING -> quietly(() -> Opening.refuse(visitor, status));
            case QUIET, ECHOING, TALKING -> quietly(() -> converse(visitor));
        }
    }

    private void converse(Socket visitor) throws IOException {
        LockSupport.parkNanos(hesitation.toNanos());
        var conversation = new FakeConversation(visitor, Opening.accept(visitor));
        synchronized (conversations) {
            conversations.add(conversation);
        }
        conversation.readAll(message -> react(conversation, message));
    }

    private void react(FakeConversation conversation, JsonNode message) {
        var event = message.path("event").asText();
        if (manner == Manner.ECHOING && event.equals("media")) {
            conversation.say(
                    Base64.getDecoder().decode(message.at("/media/payload").asText()));
        }
        if (manner == Manner.TALKING && event.equals("start")) {
            conversation.say(opening);
        }
    }

    private interface Doing {
        void go() throws IOException;
    }

    private static void quietly(Doing doing) {
        try {
            doing.go();
        } catch (IOException _) {
            // The other side is gone, which is what tests are about.
        }
    }
}
