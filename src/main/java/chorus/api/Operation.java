package chorus.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// One operation of the document.
///
/// @param path   as in the document: `/agents/{id}`
/// @param method in capitals
/// @param role   what a key must be allowed to do, from `x-role`
/// @param audited it changes something, or shows what few may see
/// @param body   absent for an operation without one
record Operation(
        String id,
        String path,
        String method,
        Needed role,
        boolean audited,
        List<Parameter> parameters,
        Optional<Schema> body) {
    /// What an operation asks of a key.
    enum Needed {
        READ_ONLY,
        MEMBER,
        ADMIN,
        OPERATOR
    }

    /// @param in `path`, `query` or `header`
    record Parameter(String name, String in, Schema schema) {}

    static Operation of(
            Document document, String path, String method, List<Map<String, Object>> common, Map<String, Object> node) {
        var parameters = new ArrayList<Parameter>();
        common.forEach(parameter -> parameters.add(parameter(document, parameter)));
        Document.maps(node.get("parameters")).forEach(parameter -> parameters.add(parameter(document, parameter)));
        var id = text(node, "operationId");
        return new Operation(
                id,
                path,
                method.toUpperCase(java.util.Locale.ROOT),
                needed(text(node, "x-role")),
                node.getOrDefault("x-audited", !method.equals("get")).equals(true),
                List.copyOf(parameters),
                bodySchema(document, node));
    }

    /// The path as the server sees it: `/v1/agents/:id`.
    String route() {
        return Document.BASE + path.replaceAll("\\{(\\w+)}", ":$1");
    }

    private static Optional<Schema> bodySchema(Document document, Map<String, Object> node) {
        if (!node.containsKey("requestBody")) {
            return Optional.empty();
        }
        var content = Document.map(Document.map(node.get("requestBody")).get("content"));
        var json = Document.map(content.get("application/json"));
        return Optional.of(new Schema(document, Document.map(json.get("schema"))));
    }

    private static Parameter parameter(Document document, Map<String, Object> given) {
        var node = document.resolved(given);
        return new Parameter(
                text(node, "name"), text(node, "in"), new Schema(document, Document.map(node.get("schema"))));
    }

    private static Needed needed(String role) {
        return Needed.valueOf(role.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    }

    private static String text(Map<String, Object> node, String name) {
        return Objects.requireNonNull(node.get(name), () -> "An operation of the document lacks " + name)
                .toString();
    }
}
