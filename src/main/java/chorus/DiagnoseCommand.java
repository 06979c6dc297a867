package chorus;

import chorus.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Asks a running server what would happen to an INVITE that stands in a file.
@Command(
        name = "diagnose",
        description = "Say what would happen to an INVITE, without a call.",
        footer = {"", "FILE holds an INVITE as text, or a recording by tcpdump or Wireshark (pcap, pcapng)."})
final class DiagnoseCommand implements Runnable {
    /// More does not fit into a request.
    private static final int LONGEST = 190 * 1024;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @CommandLine.Parameters(paramLabel = "FILE", description = "an INVITE as text, or a recording")
    private Path file = Path.of("");

    @CommandLine.Option(names = "--from", description = "the address that it comes from, as the server sees it")
    private @Nullable String from;

    @CommandLine.Option(names = "--url", description = "where the server is; default: this machine")
    private @Nullable URI url;

    @CommandLine.Option(names = "--key", description = "an API key; default: CHORUS_ADMIN_KEY")
    private @Nullable String key;

    @Override
    public void run() {
        var settings = Settings.read(System.getenv());
        Logging.level("warn");
        var place = Optional.ofNullable(url).orElseGet(() -> URI.create("http://127.0.0.1:" + settings.httpPort()));
        var known = Optional.ofNullable(key)
                .map(Secret::of)
                .or(settings::adminKey)
                .orElseThrow(() -> new SettingsException("An API key is needed to ask " + place
                        + ": give --key, or set " + Setting.ADMIN_KEY.key() + "."));
        try (var server = new RemoteServer(place, known)) {
            print(server.forecast(question(bytes())));
        } catch (RemoteServer.Unreachable e) {
            throw new SettingsException(String.valueOf(e.getMessage()), e);
        }
    }

    private byte[] bytes() {
        try {
            if (Files.size(file) > LONGEST) {
                throw new SettingsException(
                        file + " is larger than " + LONGEST / 1024 + " KiB: cut it down to the INVITE,"
                                + " for example with tcpdump -r " + file + " -w small.pcap -c 50.");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new SettingsException("The file " + file + " could not be read: " + e.getMessage(), e);
        }
    }

    /// Every recording has bytes that are no text.
    private Map<String, Object> question(byte[] bytes) {
        var fields = new LinkedHashMap<String, Object>();
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.indexOf('\0') < 0) {
            fields.put("invite", new String(bytes, StandardCharsets.UTF_8));
        } else {
            fields.put("capture", Base64.getEncoder().encodeToString(bytes));
        }
        if (from != null) {
            fields.put("source", from);
        }
        return fields;
    }

    private void print(String forecast) {
        if (spec != null) {
            var out = spec.commandLine().getOut();
            out.print(forecast);
            out.flush();
        }
    }
}
