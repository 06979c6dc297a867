package chorus.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// A softphone of somebody else's that calls, plays one recording to the far side, hangs up, and keeps what it heard.
final class Baresip {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> LIBRARIES =
            List.of("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib", "/opt/local/lib");

    private final Tool program = Tool.named("baresip", "baresip");
    private final Path modules = modules();
    private final Path home;

    Baresip(Path home) {
        this.home = home;
    }

    /// One whole call.
    ///
    /// @param caller the user part of the address it calls from
    /// @param codec  the only one it offers, as baresip writes it: `pcmu`, `pcma` or `g722`
    /// @return what it heard
    Recording calls(String uri, String caller, String codec, Recording says) {
        var folder = home.resolve(caller);
        settle(folder, caller, codec, says);
        var seconds = says.length().plusSeconds(3).toSeconds();
        program.succeeds(
                "baresip-" + caller,
                LIMIT,
                List.of("-f", folder.toString(), "-e", "/dial " + uri, "-t", String.valueOf(seconds)));
        return Recording.read(dump(folder));
    }

    private void settle(Path folder, String caller, String codec, Recording says) {
        try {
            Files.createDirectories(folder);
            says.write(folder.resolve("says.wav"), rate(codec));
            Files.writeString(folder.resolve("contacts"), "");
            Files.writeString(
                    folder.resolve("accounts"),
                    "<sip:" + caller + "@127.0.0.1>;regint=0;audio_codecs=" + codec + "/" + rate(codec) + "/1\n");
            Files.writeString(folder.resolve("config"), """
                            sip_listen 127.0.0.1:0
                            rtp_ports 41000-41100
                            audio_source aufile,%1$s/says.wav
                            audio_player aufile,%1$s/played.wav
                            snd_path %1$s
                            module_path %2$s
                            module g711.so
                            module g722.so
                            module aufile.so
                            module sndfile.so
                            module account.so
                            module menu.so
                            """.formatted(folder, modules));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int rate(String codec) {
        return codec.equals("g722") ? 16_000 : 8000;
    }

    /// What came off the wire, decoded; baresip names the file by the time of day.
    private static Path dump(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith("-dec.wav"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("baresip heard nothing: no dump in " + folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Each distribution has its own place for them.
    private static Path modules() {
        return LIBRARIES.stream()
                .map(Path::of)
                .flatMap(Baresip::withFolders)
                .map(library -> library.resolve("baresip/modules"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> Tool.lacking("baresip's modules are in none of " + LIBRARIES));
    }

    private static Stream<Path> withFolders(Path library) {
        try (var inside = Files.list(library)) {
            return Stream.concat(Stream.of(library), inside.filter(Files::isDirectory).toList().stream());
        } catch (IOException e) {
            return Stream.of();
        }
    }
}
