package chorus.api;

import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The dashboard: one page at `/` and the modules and styles that it is made of. It is a client of the public API and
/// nothing else.
///
/// The modules' addresses hold a stamp of all of them, so they may be kept for ever; the page itself is asked for anew.
final class Dashboard {
    private static final String PREFIX = "/dashboard/";
    private static final Pattern IMPORT = Pattern.compile("(?m)^import [^;]*'(\\.[^']+)';");

    /// What the first page after signing in needs, told ahead so that nothing is discovered late.
    private static final Set<String> FIRST = Set.of("main.js", "overview/page.js");

    /// Everything from here, nothing from anywhere else, nothing inline.
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Permissions-Policy",
            "microphone=(self), camera=(), geolocation=()",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Referrer-Policy",
            "no-referrer");

    private final Lazy<Assets> assets = new Lazy<>(() -> Assets.in("/dashboard"));
    private final Lazy<Asset> start = new Lazy<>(this::startPage);

    void addTo(Front front) {
        front.page("/", this::start)
                .page(PREFIX + ":stamp/:file", this::module)
                .page(PREFIX + ":stamp/:folder/:file", this::module);
    }

    private Page start(Incoming incoming) {
        var tag = "\"" + assets.get().stamp() + "\"";
        var headers = new LinkedHashMap<>(HEADERS);
        headers.put("ETag", tag);
        headers.put("Cache-Control", "no-cache");
        if (incoming.headers().getOrDefault("if-none-match", "").contains(tag)) {
            return new Page(304, "", Buffer.buffer(), headers);
        }
        return start.get().page(incoming, headers);
    }

    private Page module(Incoming incoming) {
        var path = incoming.path();
        var name = (path.containsKey("folder") ? path.get("folder") + "/" : "") + path.get("file");
        return assets.get()
                .find(name)
                .filter(_ -> assets.get().stamp().equals(path.get("stamp")))
                .map(file -> file.page(incoming, Map.of("Cache-Control", "public, max-age=31536000, immutable")))
                .orElseGet(() -> Page.of(Answer.error(404, "The dashboard has changed since: load the page again.")));
    }

    private Asset startPage() {
        var place = PREFIX + assets.get().stamp();
        var preloads = modules().stream()
                .map(name -> "<link rel=\"modulepreload\" href=\"" + place + "/" + name + "\">")
                .collect(Collectors.joining("\n"));
        var html = assets.get().text("index.html").replace("{assets}", place).replace("{preloads}", preloads);
        return Asset.of("index.html", html.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    /// The first page's modules and all that these import.
    private Set<String> modules() {
        var found = new LinkedHashSet<String>();
        FIRST.stream().sorted().forEach(name -> follow(name, found));
        return found;
    }

    private void follow(String name, Set<String> found) {
        if (!found.add(name)) {
            return;
        }
        var imports = IMPORT.matcher(assets.get().text(name));
        while (imports.find()) {
            follow(URI.create("/" + name).resolve(imports.group(1)).getPath().substring(1), found);
        }
    }
}
