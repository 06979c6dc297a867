package chorus.phonebook;

import chorus.secret.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// An agent's runtime as the API's fields.
///
/// @param headers values are [Secret], or [Texts.Unfit] where they cannot be one
record RuntimeForm(Object type, Object url, Map<String, Object> headers) {
    /// RFC 9110 §5.6.2.
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");

    private static final Set<String> OURS =
            Set.of("host", "connection", "upgrade", "content-length", "transfer-encoding");
    private static final int MOST_HEADERS = 20;
    private static final int MOST_BYTES = 8 * 1024;
    private static final int LONGEST_URL = 2_000;

    static RuntimeForm of(AgentRuntime runtime) {
        return switch (runtime) {
            case AgentRuntime.Builtin _ -> new RuntimeForm("builtin", "", Map.of());
            case AgentRuntime.WebSocket socket ->
                new RuntimeForm("websocket", socket.url().toString(), new LinkedHashMap<>(socket.headers()));
        };
    }

    /// The runtime that replaces this one; without `headers` of its own it keeps these, if its url is of the same
    /// origin.
    RuntimeForm replacedBy(Map<?, ?> given) {
        var newType = Objects.requireNonNullElse(given.get("type"), "");
        var newUrl = Objects.requireNonNullElse(given.get("url"), "");
        if (given.get("headers") instanceof Map<?, ?> map) {
            return new RuntimeForm(newType, newUrl, sealed(map));
        }
        return new RuntimeForm(newType, newUrl, sameOrigin(url, newUrl) ? headers : Map.of());
    }

    List<FieldProblem> problems(boolean denyPrivate) {
        var problems = new ArrayList<FieldProblem>();
        if (type.equals("builtin")) {
            if (!url.equals("")) {
                problems.add(new FieldProblem("runtime.url", "belongs to runtime type websocket, not to builtin"));
            }
            if (!headers.isEmpty()) {
                problems.add(new FieldProblem("runtime.headers", "belongs to runtime type websocket, not to builtin"));
            }
        } else if (type.equals("websocket")) {
            problems.addAll(problemsOfUrl(denyPrivate));
            problems.addAll(problemsOfHeaders());
        } else {
            problems.add(new FieldProblem("runtime.type", "must be one of builtin, websocket"));
        }
        return problems;
    }

    /// The runtime; this form has no problems.
    AgentRuntime runtime() {
        if (type.equals("builtin")) {
            return new AgentRuntime.Builtin();
        }
        var secrets = new LinkedHashMap<String, Secret>();
        headers.forEach((name, value) -> secrets.put(name, (Secret) value));
        return new AgentRuntime.WebSocket(URI.create(url.toString()), secrets);
    }

    Map<String, Object> visible() {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("type", type);
        if (type.equals("websocket")) {
            shown.put("url", url);
            shown.put("headers", List.copyOf(headers.keySet()));
        }
        return shown;
    }

    @Override
    public String toString() {
        return "RuntimeForm[" + type + "]";
    }

    private List<FieldProblem> problemsOfUrl(boolean denyPrivate) {
        if (url.equals("")) {
            return List.of(new FieldProblem("runtime.url", "is required when runtime type is websocket"));
        }
        if (denyPrivate && url.toString().regionMatches(true, 0, "ws://", 0, 5)) {
            return List.of(new FieldProblem(
                    "runtime.url", "must begin with wss://: the operator of this server does not allow ws://"));
        }
        return Texts.problem(url.toString(), LONGEST_URL)
                .or(() -> NetworkTarget.problemOfUrl(url.toString(), Set.of("ws", "wss"), denyPrivate))
                .map(why -> List.of(new FieldProblem("runtime.url", why)))
                .orElse(List.of());
    }

    private List<FieldProblem> problemsOfHeaders() {
        var problems = new ArrayList<FieldProblem>();
        var seen = new TreeMap<String, Integer>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            seen.merge(name, 1, Integer::sum);
            problemOfHeader(name, value).forEach(why -> problems.add(new FieldProblem(field(name), why)));
        });
        seen.forEach((name, times) -> {
            if (times > 1) {
                problems.add(new FieldProblem(field(name), "is given twice: case makes no difference"));
            }
        });
        if (headers.size() > MOST_HEADERS) {
            problems.add(new FieldProblem("runtime.headers", "must have at most " + MOST_HEADERS + " entries"));
        }
        return problems;
    }

    private static List<String> problemOfHeader(String name, Object value) {
        var problems = new ArrayList<String>();
        var lower = name.toLowerCase(java.util.Locale.ROOT);
        if (!TOKEN.matcher(name).matches()) {
            problems.add("is not a header name: letters, digits and ! # $ % & ' * + - . ^ _ ` | ~ only");
        } else if (OURS.contains(lower) || lower.startsWith("sec-websocket-")) {
            problems.add("is set by the connection itself and cannot be chosen");
        }
        if (value instanceof Texts.Unfit unfit) {
            problems.add(unfit.why());
        }
        return problems;
    }

    /// A header's field; a name that is none is not repeated whole.
    private static String field(String name) {
        return TOKEN.matcher(name).matches() ? "runtime.headers." + name : "runtime.headers";
    }

    private static Map<String, Object> sealed(Map<?, ?> given) {
        var sealed = new LinkedHashMap<String, Object>();
        var left = MOST_BYTES;
        for (var entry : given.entrySet()) {
            var name = String.valueOf(entry.getKey());
            var value = String.valueOf(entry.getValue());
            left -= name.length() + value.length();
            sealed.put(name, left < 0 ? new Texts.Unfit("makes the headers larger than 8 KiB") : headerValue(value));
        }
        return sealed;
    }

    private static Object headerValue(String value) {
        return value.chars().allMatch(c -> (c >= ' ' && c < 0x7F) || c == '\t')
                ? Texts.secret(value.strip(), MOST_BYTES)
                : new Texts.Unfit("must be printable ASCII without line breaks");
    }

    private static boolean sameOrigin(Object before, Object after) {
        return !before.equals("") && origin(before).equals(origin(after));
    }

    private static List<Object> origin(Object url) {
        try {
            var uri = URI.create(url.toString());
            var scheme = String.valueOf(uri.getScheme()).toLowerCase(java.util.Locale.ROOT);
            var port = uri.getPort() >= 0 ? uri.getPort() : (scheme.equals("wss") ? 443 : 80);
            return List.of(scheme, String.valueOf(uri.getHost()).toLowerCase(java.util.Locale.ROOT), port);
        } catch (IllegalArgumentException e) {
            return List.of("unreadable", new Object());
        }
    }
}
