package chorus.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The document as a page for people.
final class ReferencePage {
    private final Document document;
    private final StringBuilder html = new StringBuilder();

    private ReferencePage(Document document) {
        this.document = document;
    }

    static String of(Document document) {
        return new ReferencePage(document).whole();
    }

    private String whole() {
        var info = Document.map(document.root().get("info"));
        html.append("<nav><a class=\"brand\" href=\"/\">Chorus</a>");
        for (var tag : Document.maps(document.root().get("tags"))) {
            var name = String.valueOf(tag.get("name"));
            html.append("<h2><a href=\"#")
                    .append(anchor(name))
                    .append("\">")
                    .append(Html.escaped(name))
                    .append("</a></h2>");
            operations(name)
                    .forEach((id, operation) -> html.append("<a href=\"#")
                            .append(id)
                            .append("\">")
                            .append(Html.escaped(String.valueOf(operation.get("summary"))))
                            .append("</a>"));
        }
        html.append("</nav><main><h1>")
                .append(Html.escaped(String.valueOf(info.get("title"))))
                .append("</h1>")
                .append(Html.prose(info.get("description")))
                .append("<p>The same as a file for tools: <a href=\"/openapi.json\">/openapi.json</a>.</p>")
                .append("<p>The examples below take the key from the shell:</p><pre>export KEY=YOUR_KEY</pre>")
                .append("<p>It was printed at the first start; <code>./chorus keys create</code> makes another.</p>");
        Document.maps(document.root().get("tags")).forEach(this::section);
        return Html.page("Chorus API", html.append("</main>").toString());
    }

    private void section(Map<String, Object> tag) {
        var name = String.valueOf(tag.get("name"));
        html.append("<h2 class=\"tag\" id=\"")
                .append(anchor(name))
                .append("\">")
                .append(Html.escaped(name))
                .append("</h2>")
                .append(Html.prose(tag.get("description")));
        operations(name).forEach(this::operation);
    }

    private void operation(String id, Map<String, Object> node) {
        var method = String.valueOf(node.get("method"));
        html.append("<section id=\"").append(id).append("\"><h3><a href=\"#").append(id);
        html.append("\">").append(Html.escaped(String.valueOf(node.get("summary"))));
        html.append("</a></h3><p class=\"route\"><b class=\"")
                .append(method.toLowerCase(Locale.ROOT))
                .append("\">");
        html.append(method).append("</b> <code>").append(Html.escaped(String.valueOf(node.get("path"))));
        html.append("</code> <span>")
                .append(Html.escaped(String.valueOf(node.get("x-role"))))
                .append(" key</span></p>");
        html.append(Html.prose(node.get("description")));
        parameters(node);
        body(node);
        responses(node);
        html.append("</section>");
    }

    private void parameters(Map<String, Object> node) {
        var rows = new ArrayList<String>();
        for (var given : Document.maps(node.get("parameters"))) {
            var parameter = document.resolved(given);
            var schema = document.resolved(Document.map(parameter.get("schema")));
            rows.add(Html.row(String.valueOf(parameter.get("name")), Facts.of(schema), parameter.get("description")));
        }
        Html.table(html, "Parameters", rows);
    }

    private void body(Map<String, Object> node) {
        var json = json(Document.map(node.get("requestBody")));
        if (json.isEmpty()) {
            example(node, Optional.empty());
            return;
        }
        fields("Body", Document.map(json.get("schema")));
        Document.map(json.get("examples")).values().forEach(given -> {
            var example = Document.map(given);
            html.append("<details><summary>").append(Html.escaped(String.valueOf(example.get("summary"))));
            html.append("</summary>");
            example(node, Optional.ofNullable(example.get("value")));
            html.append("</details>");
        });
    }

    private void example(Map<String, Object> node, Optional<Object> body) {
        var server = String.valueOf(
                Document.maps(document.root().get("servers")).getFirst().get("url"));
        var path = String.valueOf(node.get("path")).substring(Document.BASE.length());
        var line = CurlLine.of(String.valueOf(node.get("method")), server + path, body);
        html.append("<pre>").append(Html.escaped(line)).append("</pre>");
    }

    private void responses(Map<String, Object> node) {
        Document.map(node.get("responses")).forEach((status, given) -> {
            var response = document.resolved(Document.map(given));
            html.append("<details class=\"answer\"><summary><code>")
                    .append(status)
                    .append("</code> ");
            html.append(Html.inline(String.valueOf(response.get("description"))))
                    .append("</summary>");
            var json = json(response);
            var data = Document.map(Document.map(
                            document.resolved(Document.map(json.get("schema"))).get("properties"))
                    .get("data"));
            var single = data.containsKey("items") ? Document.map(data.get("items")) : data;
            if (!single.isEmpty()) {
                fields("data", single);
                html.append(Html.json(document.resolved(single).get("example")));
            }
            html.append(Html.json(json.get("example"))).append("</details>");
        });
    }

    private void fields(String title, Map<String, Object> given) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        collect(given, properties, required);
        var rows = new ArrayList<String>();
        properties.forEach((name, property) -> {
            var schema = document.resolved(Document.map(property));
            var facts = required.contains(name)
                    ? "required · " + Facts.of(schema).replace(" · or null", "")
                    : Facts.of(schema);
            rows.add(Html.row(name, facts, schema.get("description")));
            Document.map(schema.get("properties")).forEach((inner, below) -> {
                var part = document.resolved(Document.map(below));
                rows.add(Html.row(name + "." + inner, Facts.of(part), part.get("description")));
            });
        });
        Html.table(html, title, rows);
    }

    private void collect(Map<String, Object> given, Map<String, Object> properties, List<String> required) {
        var schema = document.resolved(given);
        Document.maps(schema.get("allOf")).forEach(part -> collect(part, properties, required));
        properties.putAll(Document.map(schema.get("properties")));
        required.addAll(Document.list(schema.get("required")));
    }

    /// Operations of one tag by id, each with its `method` and `path` filled in.
    private Map<String, Map<String, Object>> operations(String tag) {
        var found = new LinkedHashMap<String, Map<String, Object>>();
        for (var operation : document.operations()) {
            var item = Document.map(Document.map(document.root().get("paths")).get(operation.path()));
            var node = Document.map(item.get(operation.method().toLowerCase(Locale.ROOT)));
            if (Document.list(node.get("tags")).contains(tag)) {
                node.put("method", operation.method());
                node.put("path", Document.BASE + operation.path());
                var parameters = new ArrayList<>(Document.maps(item.get("parameters")));
                parameters.addAll(Document.maps(node.get("parameters")));
                node.put("parameters", parameters);
                found.put(operation.id(), node);
            }
        }
        return found;
    }

    private static String anchor(String tag) {
        return "about-" + tag.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static Map<String, Object> json(Map<String, Object> node) {
        return Document.map(Document.map(node.get("content")).get("application/json"));
    }
}
