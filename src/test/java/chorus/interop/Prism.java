package chorus.interop;

import chorus.fake.twilio.TwilioHouse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Prism in front of something that answers as Twilio does: it lets through only what Twilio's own description of its
/// API allows, in both directions.
final class Prism implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// What is cleared by sending nothing, which the description's formats and patterns forget.
    private static final Set<String> CLEARED =
            Set.of("VoiceUrl", "VoiceFallbackUrl", "StatusCallback", "VoiceApplicationSid", "TrunkSid");

    private final String name;
    private final int port = TwilioHouse.freePort();
    private final Process process;

    private Prism(String name, URI upstream) {
        this.name = name;
        var script = Counterparts.script("@stoplight/prism-cli/dist/index.js");
        var description = patched(Counterparts.twilioDescription());
        process = Counterparts.node()
                .start(
                        "prism-" + name,
                        List.of(
                                script.toString(),
                                "proxy",
                                "-h",
                                "127.0.0.1",
                                "-p",
                                String.valueOf(port),
                                "--errors",
                                description.toString(),
                                upstream.toString()));
        Counterparts.awaitPort(process, port);
    }

    static Prism before(String name, URI upstream) {
        return new Prism(name, upstream);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// What it found wrong with requests; it did not let them through.
    List<String> objections() {
        try (var lines = Files.lines(Tool.output("prism-" + name))) {
            return lines.filter(line -> line.contains("Violation: request")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }

    /// Without false alarms, and with the two requests that the trimmed document lacks.
    private static Path patched(Path description) {
        try {
            var document = (ObjectNode) JSON.readTree(description.toFile());
            document.path("paths").forEach(path -> path.forEach(Prism::letClear));
            var paths = (ObjectNode) document.path("paths");
            var account = "/2010-04-01/Accounts/{AccountSid}/OutgoingCallerIds.json";
            paths.set(account, read("AccountSid", "PhoneNumber"));
            paths.set("/v1/PhoneNumbers/Countries/{IsoCountry}", read("IsoCountry"));
            var patched = Tool.output("twilio-description").resolveSibling("twilio-description.json");
            Files.writeString(patched, JSON.writeValueAsString(document));
            return patched;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void letClear(JsonNode operation) {
        var properties = operation.at("/requestBody/content/application~1x-www-form-urlencoded/schema/properties");
        CLEARED.stream()
                .map(properties::path)
                .filter(JsonNode::isObject)
                .forEach(property -> ((ObjectNode) property).removeAll().put("type", "string"));
    }

    private static ObjectNode read(String inPath, String... inQuery) {
        var operation = JSON.createObjectNode();
        var parameters = operation.putArray("parameters");
        parameters
                .addObject()
                .put("name", inPath)
                .put("in", "path")
                .put("required", true)
                .putObject("schema")
                .put("type", "string");
        for (var name : inQuery) {
            parameters
                    .addObject()
                    .put("name", name)
                    .put("in", "query")
                    .putObject("schema")
                    .put("type", "string");
        }
        operation.putObject("responses").putObject("200").put("description", "OK");
        return (ObjectNode) JSON.createObjectNode().set("get", operation);
    }
}
