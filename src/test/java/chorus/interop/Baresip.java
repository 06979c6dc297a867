package chorus.interop;

import chorus.fake.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A softphone of somebody else's that calls or is called, plays one recording to the far side, and keeps what it
/// heard.
final class Baresip {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String CONTROL = "ctrl_tcp_listen 127.0.0.1:";
    private static final List<String> LIBRARIES =
            List.of("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib", "/opt/local/lib");

    private final Tool program = Tool.named("baresip", "baresip");
    private final Path modules = modules();
    private final Path home;

    Baresip(Path home) {
        this.home = home;
    }

    /// Who it is.
    ///
    /// @param user    the user part of its address
    /// @param account what its account says beside that address, as baresip writes it
    /// @param says    what it plays once a call is answered
    record Owner(String user, String account, Recording says) {}

    /// One whole call.
    ///
    /// @return what it heard
    Recording calls(String uri, Owner owner) {
        var seconds = owner.says().length().plusSeconds(3).toSeconds();
        var folder = settled(owner, 0, Optional.empty());
        program.succeeds(
                "baresip-" + owner.user(),
                LIMIT,
                List.of("-f", folder.toString(), "-e", "/dial " + uri, "-t", String.valueOf(seconds)));
        return Recording.read(dump(folder));
    }

    /// Begins a call, which lasts until the phone is told to hang up or the far side does.
    Running dials(String uri, Owner owner) {
        return started(settled(owner, 0, Optional.empty()), owner, List.of("-e", "/dial " + uri));
    }

    /// Waits for calls on UDP and TCP at this port, and for TLS at the next; it takes what comes.
    ///
    /// @param certificate a PEM file of the certificate and the key that it shows over TLS
    Running waits(Owner owner, int port, Path certificate) {
        var running = started(settled(owner, port, Optional.of(certificate)), owner, List.of());
        Patience.until("baresip at port " + port, LIMIT, () -> listens(port) && listens(port + 1));
        return running;
    }

    /// A port whose neighbour is free too.
    static int freePorts() {
        for (var attempt = 0; attempt < 100; attempt++) {
            var port = Kamailio.freePort();
            if (port < 65_535 && !listens(port + 1)) {
                return port;
            }
        }
        throw new AssertionError("There are no two free ports side by side.");
    }

    private Running started(Path folder, Owner owner, List<String> more) {
        var arguments = new ArrayList<>(List.of("-f", folder.toString(), "-s", "-t", "60"));
        arguments.addAll(more);
        return new Running(folder, control(folder), program.start("baresip-" + owner.user(), arguments));
    }

    /// A phone that has been started.
    ///
    /// @param control the port at which it takes commands
    record Running(Path folder, int control, Process process) implements AutoCloseable {
        /// Presses a key of its menu, such as `hold` or `resume`.
        void does(String command) {
            var order = "{\"command\":\"" + command + "\"}";
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), control)) {
                socket.setSoTimeout((int) LIMIT.toMillis());
                socket.getOutputStream()
                        .write((order.length() + ":" + order + ",").getBytes(StandardCharsets.US_ASCII));
                var answer = new String(socket.getInputStream().readNBytes(24), StandardCharsets.US_ASCII);
                if (!answer.contains("response")) {
                    throw new AssertionError("baresip answered " + command + " with " + answer);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// Hangs up as it quits, and what it heard.
        Recording quits() {
            process.destroy();
            try {
                if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("baresip did not quit within " + LIMIT + ".");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted.", e);
            }
            return Recording.read(dump(folder));
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private Path settled(Owner owner, int port, Optional<Path> certificate) {
        var folder = home.resolve(owner.user());
        try {
            Files.createDirectories(folder);
            owner.says().write(folder.resolve("says.wav"), rate(owner));
            Files.writeString(folder.resolve("contacts"), "");
            Files.writeString(
                    folder.resolve("accounts"),
                    "<sip:" + owner.user() + "@127.0.0.1>;regint=0;answermode=auto;" + owner.account() + "\n");
            Files.writeString(folder.resolve("config"), """
                            sip_listen 127.0.0.1:%3$d
                            %4$s
                            rtp_ports 41000-41100
                            audio_source aufile,%1$s/says.wav
                            audio_player aufile,%1$s/played.wav
                            snd_path %1$s
                            module_path %2$s
                            module g711.so
                            module g722.so
                            module aufile.so
                            module sndfile.so
                            module srtp.so
                            module account.so
                            module menu.so
                            module ctrl_tcp.so
                            %5$s%6$d
                            """.formatted(
                            folder,
                            modules,
                            port,
                            certificate.map(file -> "sip_certificate " + file).orElse(""),
                            CONTROL,
                            freePorts()));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int control(Path folder) {
        try (var lines = Files.lines(folder.resolve("config"))) {
            return lines.filter(line -> line.startsWith(CONTROL))
                    .map(line -> Integer.parseInt(line.substring(CONTROL.length())))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Samples a second of the codec that the account offers.
    private static int rate(Owner owner) {
        return owner.account().contains("g722") ? 16_000 : 8000;
    }

    /// What came off the wire, decoded, until the phone was first held; baresip names the file by the time of day.
    private static Path dump(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith("-dec.wav"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("baresip heard nothing: no dump in " + folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
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
