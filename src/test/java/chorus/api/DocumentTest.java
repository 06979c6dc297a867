package chorus.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DocumentTest {
    private static final Document DOCUMENT = Document.load(URI.create("http://localhost:8080"));
    private static ApiHouse house;

    @BeforeAll
    static void open() {
        house = new ApiHouse();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void hasExactlyTheOperationsThatAreServed() {
        var documented =
                new TreeSet<>(DOCUMENT.operations().stream().map(Operation::id).toList());
        var served = new TreeSet<>(actions().keySet());

        assertThat(served).isEqualTo(documented);
    }

    @Test
    void isNotServedWithAnActionMissingOrTooMany() {
        var missing = new HashMap<>(actions());
        missing.remove("getCall");
        var tooMany = new HashMap<>(actions());
        tooMany.put("singAlong", _ -> Answer.gone());
        var gate = new Gate(house.store.apiKeys(), house.store.signIns(), java.time.Clock.systemUTC());

        var audit = new Audit(house.store.auditLog(), java.time.Clock.systemUTC());

        assertThatThrownBy(() -> new Front(house.vertx, gate, audit).operations(DOCUMENT.operations(), missing))
                .hasMessageContaining("getCall");
        assertThatThrownBy(() -> new Front(house.vertx, gate, audit).operations(DOCUMENT.operations(), tooMany))
                .hasMessageContaining("singAlong");
    }

    /// Each documented path and method reaches its action: without a key all of them answer 401, nothing 404 or 405.
    @TestFactory
    List<DynamicTest> everyOperationIsReached() {
        return DOCUMENT.operations().stream()
                .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> {
                    var path = Document.BASE + operation.path().replace("{id}", "0b1f2d3c-4e5a-4f60-8a71-92b3c4d5e6f7");
                    var answer = house.send(
                            operation.method(), path, "", operation.body().isPresent() ? "{}" : "");
                    assertThat(answer.status()).isEqualTo(401);
                }))
                .toList();
    }

    @Test
    void isAValidOpenApiDocument() {
        var vertx = Vertx.vertx();
        var contract = OpenAPIContract.from(vertx, new JsonObject(deepCopy(DOCUMENT.root())))
                .toCompletionStage()
                .toCompletableFuture()
                .join();

        assertThat(contract.operations()).hasSameSizeAs(DOCUMENT.operations());
        vertx.close();
    }

    @TestFactory
    List<DynamicTest> everyExampleIsValid() {
        var tests = new ArrayList<DynamicTest>();
        collect(DOCUMENT.root(), "", tests);
        assertThat(tests).hasSizeGreaterThan(15);
        return tests;
    }

    /// A keyword that is not checked would be ignored in silence: walks all schemas.
    @Test
    void usesOnlyKeywordsThatAreChecked() {
        var schemas =
                Document.map(Document.map(DOCUMENT.root().get("components")).get("schemas"));
        schemas.values().forEach(schema -> walk(Document.map(schema)));
        assertThatThrownBy(() -> new Schema(DOCUMENT, Map.of("multipleOf", 2))).hasMessageContaining("multipleOf");
    }

    @Test
    void isServedAsJsonWithTheAddressOfTheServer() {
        var served = house.send("GET", "/openapi.json", "", "");

        assertThat(served.status()).isEqualTo(200);
        assertThat(served.text("/openapi")).isEqualTo("3.1.0");
        assertThat(served.text("/servers/0/url")).isEqualTo("https://chorus.example.com/v1");
        assertThat(served.body().path("paths").size())
                .isEqualTo(Document.map(DOCUMENT.root().get("paths")).size());
    }

    @Test
    void isReadableAsAPageThatNeedsNoOtherHost() {
        var page = house.send("GET", "/docs", "", "").raw();

        for (var operation : DOCUMENT.operations()) {
            assertThat(page.body())
                    .contains("id=\"" + operation.id() + "\"")
                    .contains(Document.BASE + operation.path());
        }
        assertThat(page.body()).doesNotContain("<script", "src=", "@import", "url(");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'; style-src 'sha256-");
    }

    private static Map<String, Action> actions() {
        var options = new ApiOptions("127.0.0.1", 0, false, "1", URI.create("http://localhost"));
        var gate = new Gate(house.store.apiKeys(), house.store.signIns(), java.time.Clock.systemUTC());
        return ApiServer.actions(house.vertx, options, house.parts(), gate);
    }

    private static void walk(Map<String, Object> schema) {
        new Schema(DOCUMENT, schema);
        Document.map(schema.get("properties")).values().forEach(property -> walk(Document.map(property)));
        Document.maps(schema.get("allOf")).forEach(DocumentTest::walk);
        walk(Document.map(schema.get("items")), schema.containsKey("items"));
        walk(Document.map(schema.get("additionalProperties")), schema.get("additionalProperties") instanceof Map);
    }

    private static void walk(Map<String, Object> schema, boolean present) {
        if (present) {
            walk(schema);
        }
    }

    private static void collect(Object node, String path, List<DynamicTest> tests) {
        if (node instanceof List<?> list) {
            list.forEach(element -> collect(element, path + "/", tests));
        }
        var map = Document.map(node);
        if (map.containsKey("example")) {
            var schema = map.containsKey("schema") ? Document.map(map.get("schema")) : map;
            tests.add(example(path, schema, map.get("example")));
        }
        if (map.containsKey("schema") && map.containsKey("examples")) {
            Document.map(map.get("examples"))
                    .forEach((name, example) -> tests.add(example(
                            path + " " + name,
                            Document.map(map.get("schema")),
                            Objects.requireNonNull(Document.map(example).get("value")))));
        }
        map.forEach((key, value) -> {
            if (!key.equals("example") && !key.equals("examples")) {
                collect(value, path + "/" + key, tests);
            }
        });
    }

    private static DynamicTest example(String path, Map<String, Object> schema, Object value) {
        return DynamicTest.dynamicTest(
                path,
                () -> assertThat(new Schema(DOCUMENT, schema).problems(value, ""))
                        .isEmpty());
    }

    private static Map<String, Object> deepCopy(Map<String, Object> root) {
        // The judge knows no streams; what else is said of them is judged.
        return new JsonObject(new JsonObject(root)
                        .encode()
                        .replace("text/event-stream", "text/plain")
                        .replace("audio/wav", "text/plain"))
                .getMap();
    }
}
