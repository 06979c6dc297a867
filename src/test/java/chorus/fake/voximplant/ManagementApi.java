package chorus.fake.voximplant;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// The management API on its socket: `POST /platform_api/<Method>`, or `/platform_api` with the method as the field
/// `cmd`.
/// Errors come with HTTP 200, as at the vendor's.
final class ManagementApi implements HttpHandler {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/platform_api";

    private final Map<String, Desk.Method> methods = new HashMap<>();
    private final Entrance entrance;
    private final Troubles troubles;
    private final Consumer<String> tell;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> indiscretions = new CopyOnWriteArrayList<>();

    /// @param tell told of every request
    ManagementApi(List<VoximplantAccount> accounts, Troubles troubles, Consumer<String> tell, List<Desk> desks) {
        this.tell = tell;
        this.entrance = new Entrance(accounts);
        this.troubles = troubles;
        desks.forEach(desk -> methods.putAll(desk.methods()));
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    /// Credentials in places that are written to logs.
    List<String> indiscretions() {
        return List.copyOf(indiscretions);
    }

    @Override
    public void handle(HttpExchange http) throws IOException {
        try (http) {
            var ask = read(http);
            asked.add(ask.told());
            tell.accept("API " + ask.told());
            var trouble = troubles.next(ask.method());
            trouble.ifPresent(it -> LockSupport.parkNanos(it.delay().toNanos()));
            if (trouble.isPresent() && !trouble.get().carriedOut()) {
                fail(http, trouble.get());
                return;
            }
            var answer =
                    answer(ask, Optional.ofNullable(http.getRequestHeaders().getFirst("Authorization")));
            if (trouble.filter(Troubles.Trouble::mute).isEmpty()) {
                reply(http, 200, answer);
            }
        }
    }

    private Ask read(HttpExchange http) throws IOException {
        var fields = new HashMap<String, String>();
        var query = http.getRequestURI().getRawQuery();
        if (query != null) {
            fields.putAll(Forms.urlencoded(query));
            if (fields.containsKey("api_key")) {
                indiscretions.add("an API key in the address of a request");
            }
        }
        var body = http.getRequestBody().readAllBytes();
        var type = Optional.ofNullable(http.getRequestHeaders().getFirst("Content-Type"))
                .orElse("");
        fields.putAll(
                type.startsWith("multipart/form-data")
                        ? Forms.multipart(body, type)
                        : Forms.urlencoded(new String(body, StandardCharsets.UTF_8)));
        var path = http.getRequestURI().getPath().substring(PATH.length()).replace("/", "");
        return new Ask(path.isEmpty() ? fields.getOrDefault("cmd", "") : path, fields);
    }

    private ObjectNode answer(Ask ask, Optional<String> authorization) {
        try {
            var method = methods.get(ask.method());
            if (method == null) {
                throw (ask.method().isEmpty() ? ApiFault.MISSING_CMD : ApiFault.UNKNOWN_COMMAND).refused();
            }
            var account = entrance.admit(ask, authorization.orElse(""));
            synchronized (account) {
                return method.answer(account, ask);
            }
        } catch (ApiFault.Refused e) {
            return error(e.fault());
        }
    }

    private static ObjectNode error(ApiFault fault) {
        var answer = JSON.createObjectNode();
        answer.putObject("error").put("msg", fault.sentence()).put("code", fault.code());
        return answer;
    }

    private static void fail(HttpExchange http, Troubles.Trouble trouble) throws IOException {
        if (trouble.fault().isPresent()) {
            reply(http, 200, error(trouble.fault().get()));
        } else if (!trouble.mute()) {
            reply(http, trouble.status(), JSON.createObjectNode());
        }
    }

    private static void reply(HttpExchange http, int status, ObjectNode answer) throws IOException {
        var bytes = JSON.writeValueAsBytes(answer);
        http.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        http.sendResponseHeaders(status, bytes.length);
        http.getResponseBody().write(bytes);
    }
}
