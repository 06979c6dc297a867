package chorus.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Pages that need nothing from any other host, and the headers that hold them to it.
final class Html {
    private static final String STYLE = style();

    /// Allows our one style sheet and nothing else.
    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
                    + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Referrer-Policy",
            "no-referrer",
            "Cache-Control",
            "no-cache");

    private Html() {}

    static String page(String title, String body) {
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<meta name=\"color-scheme\" content=\"light dark\"><title>" + escaped(title) + "</title><style>"
                + STYLE + "</style></head><body>" + body + "</body></html>";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /// Text with `code` in backticks.
    static String inline(String text) {
        return escaped(text).replaceAll("`([^`]+)`", "<code>$1</code>");
    }

    /// Paragraphs.
    static String prose(@Nullable Object text) {
        if (text == null) {
            return "";
        }
        var html = new StringBuilder();
        for (var paragraph : text.toString().strip().split("\n\\s*\n", -1)) {
            html.append("<p>").append(inline(paragraph)).append("</p>");
        }
        return html.toString();
    }

    static String json(@Nullable Object value) {
        return value == null
                ? ""
                : "<pre>" + escaped(new String(Json.pretty(value), StandardCharsets.UTF_8)) + "</pre>";
    }

    static String row(String name, String facts, @Nullable Object description) {
        return "<tr><td><code>" + escaped(name) + "</code></td><td><small>" + escaped(facts) + "</small>"
                + prose(description) + "</td></tr>";
    }

    static void table(StringBuilder html, String title, List<String> rows) {
        if (!rows.isEmpty()) {
            html.append("<h4>").append(escaped(title)).append("</h4><div class=\"wide\"><table>");
            rows.forEach(html::append);
            html.append("</table></div>");
        }
    }

    private static String style() {
        try (var stream = Html.class.getResourceAsStream("/api/pages.css")) {
            return new String(
                    Objects.requireNonNull(stream, "pages.css is missing").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("pages.css could not be read.", e);
        }
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }
}
