package chorus.api;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The OpenAPI document: the contract from which routes, checks, `/openapi.json` and the reference page are made.
final class Document {
    /// Below which path the contract's paths stand.
    static final String BASE = "/v1";

    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
    private static final Lazy<Map<String, Object>> FILE = new Lazy<>(Document::read);

    private final Map<String, Object> root;

    private Document(Map<String, Object> root) {
        this.root = root;
    }

    /// The document, told where it is served. The file is read once.
    static Document load(URI publicUrl) {
        var root = new LinkedHashMap<>(FILE.get());
        var url = publicUrl.toString().replaceAll("/+$", "") + BASE;
        root.put("servers", List.of(Map.of("url", url)));
        return new Document(root);
    }

    private static Map<String, Object> read() {
        try (var stream = Document.class.getResourceAsStream("/openapi.yaml");
                var reader = new InputStreamReader(
                        Objects.requireNonNull(stream, "openapi.yaml is missing"), StandardCharsets.UTF_8)) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.yaml could not be read.", e);
        }
    }

    Map<String, Object> root() {
        return root;
    }

    /// Every operation, in the document's order.
    List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        map(root.get("paths")).forEach((path, item) -> {
            var common = maps(map(item).get("parameters"));
            for (var method : METHODS) {
                if (map(item).get(method) instanceof Map<?, ?> operation) {
                    operations.add(Operation.of(this, path, method, common, map(operation)));
                }
            }
        });
        return operations;
    }

    /// What a node says, its `$ref` followed.
    Map<String, Object> resolved(Map<String, Object> node) {
        if (!(node.get("$ref") instanceof String pointer)) {
            return node;
        }
        Object found = root;
        for (var name : pointer.substring("#/".length()).split("/", -1)) {
            found = Objects.requireNonNull(map(found).get(name), () -> "The document has no " + pointer);
        }
        return resolved(map(found));
    }

    /// A node as a map; what is none is empty.
    static Map<String, Object> map(@Nullable Object node) {
        if (!(node instanceof Map<?, ?> given)) {
            return Map.of();
        }
        var map = new LinkedHashMap<String, Object>();
        given.forEach((key, value) -> map.put(String.valueOf(key), value));
        return map;
    }

    static List<Map<String, Object>> maps(@Nullable Object node) {
        return node instanceof List<?> list ? list.stream().map(Document::map).toList() : List.of();
    }

    /// A node as words: a list's, or the one it is.
    static List<String> list(@Nullable Object node) {
        return switch (node) {
            case null -> List.of();
            case List<?> list -> list.stream().map(String::valueOf).toList();
            default -> List.of(node.toString());
        };
    }
}
