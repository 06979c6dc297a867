package chorus.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The server's side of what the scenario at Voximplant speaks, without a server behind it: answers as it is told and
/// objects to whatever is not as agreed. Shares no code with the product.
public final class ScriptedChorus implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/voximplant/abcdefghijklmnopqrstuv";
    private static final int FRAME = 160;

    private final String key = "0f1e".repeat(16);
    private final HttpServer http;
    private final ServerSocket door;
    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private final List<String> objections = new CopyOnWriteArrayList<>();
    private final List<FakeConversation> conversations = new CopyOnWriteArrayList<>();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final Set<String> signatures = new HashSet<>();
    private volatile Optional<ObjectNode> answer = Optional.empty();
    private volatile List<Integer> statuses = List.of();
    private volatile boolean refusesSockets;
    private volatile Duration hesitation = Duration.ZERO;
    private int lastNumber;
    private long sequence;
    private long chunk;
    private long samples;

    private ScriptedChorus() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            door = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext(PATH, this::serve);
        http.start();
        Thread.ofVirtual().name("scripted-chorus").start(this::welcome);
    }

    /// Answers every call, for two minutes.
    public static ScriptedChorus start() {
        return new ScriptedChorus();
    }

    /// What `CHORUS_URL` is to be.
    public String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + PATH;
    }

    /// What `CHORUS_KEY` is to be.
    public String key() {
        return key;
    }

    // How it behaves.

    public ScriptedChorus rejects(int code) {
        return answers(JSON.createObjectNode().put("action", "reject").put("code", code));
    }

    /// Lets the scenario call somebody, of whom it shall say whether they are a machine.
    public ScriptedChorus orders(String to, String from, int ringSeconds) {
        return answers(JSON.createObjectNode()
                .put("action", "call")
                .put("to", to)
                .put("from", from)
                .put("ringSeconds", ringSeconds)
                .put("detectMachine", true));
    }

    public ScriptedChorus hasNothingToDo() {
        return answers(JSON.createObjectNode().put("action", "end"));
    }

    private ScriptedChorus answers(ObjectNode fields) {
        answer = Optional.of(fields);
        return this;
    }

    /// The statuses of its next answers; 0 closes the connection instead.
    public ScriptedChorus fails(Integer... next) {
        statuses = List.of(next);
        return this;
    }

    public ScriptedChorus hesitates(Duration howLong) {
        hesitation = howLong;
        return this;
    }

    public ScriptedChorus refusesSockets() {
        refusesSockets = true;
        return this;
    }

    // What it heard.

    /// Requests of this path or events of this name, oldest first: `/inbound`, `ended`.
    public List<JsonNode> asked(String what) {
        return asked.stream()
                .filter(one -> one.path("path").asText().equals(what)
                        || one.path("event").asText().equals(what))
                .toList();
    }

    public JsonNode await(String what) {
        Patience.until(
                what + ", when there were " + asked + objections,
                Duration.ofSeconds(30),
                () -> !asked(what).isEmpty());
        return asked(what).getFirst();
    }

    /// Everything that was not as agreed; there must be nothing.
    public List<String> objections() {
        return List.copyOf(objections);
    }

    /// The media socket; waits for it.
    public FakeConversation socket() {
        Patience.until(
                "the media socket, after " + asked + objections,
                Duration.ofSeconds(30),
                () -> !conversations.isEmpty());
        return conversations.getLast();
    }

    public boolean hasSocket() {
        return !conversations.isEmpty();
    }

    /// Waits for a message of the scenario, such as `dtmf`; its payload.
    public JsonNode awaitCustom(String name) {
        return awaitCustom(name, 1);
    }

    /// Waits until there were so many; the payload of the latest.
    public JsonNode awaitCustom(String name, int count) {
        Patience.until(
                name + " from the scenario",
                Duration.ofSeconds(20),
                () -> custom(name).size() >= count);
        return custom(name).getLast();
    }

    public List<JsonNode> custom(String name) {
        return conversations.isEmpty()
                ? List.of()
                : socket().received().stream()
                        .filter(one -> one.path("customEvent").asText().equals(name))
                        .map(one -> one.path("payload"))
                        .toList();
    }

    // What it says.

    /// The beginning of its sound, once the scenario has begun with its own.
    public void startsSound(String encoding) {
        socket().awaitEvent("start");
        var message = JSON.createObjectNode().put("event", "start").put("sequenceNumber", sequence++);
        message.putObject("start")
                .putObject("mediaFormat")
                .put("encoding", encoding)
                .put("sampleRate", 8000);
        socket().sendText(message.toString());
    }

    /// µ-law sound, as fast as the socket takes it.
    public void says(byte[] pcmu) {
        for (var at = 0; at < pcmu.length; at += FRAME) {
            var piece = Arrays.copyOfRange(pcmu, at, Math.min(pcmu.length, at + FRAME));
            var message = JSON.createObjectNode().put("event", "media").put("sequenceNumber", sequence++);
            message.putObject("media")
                    .put("chunk", chunk++)
                    .put("timestamp", samples)
                    .put("payload", Base64.getEncoder().encodeToString(piece));
            samples += piece.length;
            socket().sendText(message.toString());
        }
    }

    /// @param payload JSON
    public void tells(String customEvent, String payload) {
        socket().sendText("{\"customEvent\":\"" + customEvent + "\",\"payload\":" + payload + "}");
    }

    // How it listens.

    private void serve(HttpExchange request) throws IOException {
        try (request) {
            var body = new String(request.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var path = request.getRequestURI().getPath().substring(PATH.length());
            var fields = (ObjectNode) JSON.readTree(body);
            check(request, path, body, fields);
            asked.add(fields.put("path", path));
            LockSupport.parkNanos(hesitation.toNanos());
            var status = nextStatus();
            if (status > 0) {
                var bytes = JSON.writeValueAsBytes(status == 200 ? answerTo(path) : JSON.createObjectNode());
                request.sendResponseHeaders(status, bytes.length);
                request.getResponseBody().write(bytes);
            }
        }
    }

    private synchronized int nextStatus() {
        if (statuses.isEmpty()) {
            return 200;
        }
        var next = statuses.getFirst();
        statuses = statuses.subList(1, statuses.size());
        return next;
    }

    private synchronized void check(HttpExchange request, String path, String body, ObjectNode fields) {
        var headers = request.getRequestHeaders();
        var time = String.valueOf(headers.getFirst("X-Chorus-Timestamp"));
        var signature = String.valueOf(headers.getFirst("X-Chorus-Signature"));
        if (!signature.equals("sha256=" + signed(time + "." + path + "." + body))) {
            objections.add("a wrong signature: " + path + " " + body);
        }
        if (!signatures.add(signature)) {
            objections.add("a signature that was seen before: " + body);
        }
        if (!time.matches("\\d+") || Math.abs(Instant.now().getEpochSecond() - Long.parseLong(time)) > 30) {
            objections.add("a wrong time: " + time);
        }
        if (!fields.path("session").isTextual() || fields.path("n").asInt() != lastNumber + 1) {
            objections.add("not the next number of the session: " + body);
        }
        lastNumber = fields.path("n").asInt();
    }

    private ObjectNode answerTo(String path) {
        if (path.equals("/event")) {
            return JSON.createObjectNode();
        }
        var given = answer.orElseGet(() -> JSON.createObjectNode().put("action", "answer"));
        if (!Set.of("answer", "call").contains(given.path("action").asText())) {
            return given;
        }
        var token = "token-" + tokens.size() + "-" + System.nanoTime();
        tokens.add(token);
        return given.deepCopy()
                .put("media", "ws://127.0.0.1:" + door.getLocalPort() + PATH + "/media")
                .put("token", token)
                .put("maxSeconds", 120);
    }

    private String signed(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                var visitor = door.accept();
                Thread.ofVirtual().start(() -> converse(visitor));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void converse(Socket visitor) {
        try (visitor) {
            if (refusesSockets) {
                Opening.refuse(visitor, 503);
                return;
            }
            var headers = Opening.accept(visitor);
            var authorization = headers.getOrDefault("authorization", "");
            if (!authorization.startsWith("Bearer ") || !tokens.remove(authorization.substring(7))) {
                objections.add("a socket with a token that is not known, or used: " + authorization);
            }
            if (!headers.getOrDefault("sec-websocket-protocol", "").equals("chat")) {
                objections.add("a socket without the subprotocol chat");
            }
            var conversation = new FakeConversation(visitor, headers);
            conversations.add(conversation);
            conversation.readAll(_ -> {});
        } catch (IOException _) {
            // The cloud is gone.
        }
    }

    @Override
    public void close() {
        http.stop(0);
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        conversations.stream().filter(one -> !one.isOver()).forEach(FakeConversation::vanish);
    }
}
