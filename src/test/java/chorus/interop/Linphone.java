package chorus.interop;

import chorus.fake.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A softphone of somebody else's, told what to do on its command line: it plays one recording over and over, and keeps
/// what it hears.
final class Linphone implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String SOUND = "Media streams established";

    private final Path home;
    private final String name;
    private final Settings settings;
    private final int port = Kamailio.freePort();
    private final Process process;

    /// How it is set up.
    ///
    /// @param transport `udp`, `tcp` or `tls`
    /// @param suite     the one suite of SRTP that it knows, and insists on; empty for sound in the clear
    /// @param keys      how it sends keys: `rfc2833` or `info`
    /// @param trust     a PEM file of whom it believes over TLS
    record Settings(String transport, String suite, String keys, Path trust) {}

    private Linphone(Path home, String name, Settings settings, List<String> more) {
        this.home = home.resolve(name);
        this.name = "linphone-" + name;
        this.settings = settings;
        var program = Tool.named("linphonec", "linphone-cli");
        settle();
        var arguments = new ArrayList<>(more);
        arguments.addAll(List.of("-c", this.home.resolve("settings").toString()));
        process = program.startAtHome(this.name, this.home, arguments);
        tell("soundcard use files");
        tell("play " + this.home.resolve("says.wav"));
        tell("record " + this.home.resolve("heard.wav"));
        awaitWord("Using wav files");
    }

    static Linphone started(Path home, String name, Settings settings) {
        return new Linphone(home, name, settings, List.of());
    }

    /// One that takes every call.
    static Linphone answering(Path home, String name, Settings settings) {
        return new Linphone(home, name, settings, List.of("-a"));
    }

    int port() {
        return port;
    }

    /// Calls, and waits for sound.
    void calls(String uri) {
        tell("call " + uri);
        awaitWord(SOUND);
    }

    /// Puts the call on hold.
    void holds() {
        tell("pause");
        awaitWord("is now paused");
    }

    /// Takes it back, for the first time.
    void comesBack() {
        tell("resume");
        awaitWord(SOUND, 2);
    }

    void hangsUp() {
        tell("terminate");
    }

    /// Types a command.
    void tell(String command) {
        try {
            var input = process.getOutputStream();
            input.write((command + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new AssertionError("linphonec has gone; it said:\n" + Tool.said(name), e);
        }
    }

    void awaitWord(String word) {
        awaitWord(word, 1);
    }

    private void awaitWord(String word, int times) {
        Patience.until(
                "'" + word + "' of linphone; see " + Tool.output(name),
                LIMIT,
                () -> Tool.said(name).split(Pattern.quote(word), -1).length > times);
    }

    /// What it has heard so far; whole once the call is over.
    Recording heard() {
        return Recording.read(home.resolve("heard.wav"));
    }

    @Override
    public void close() {
        tell("quit");
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private void settle() {
        try {
            Files.createDirectories(home.resolve(".local/share/linphone"));
            Recording.silence(Duration.ofMillis(200))
                    .thenTone(440, Duration.ofSeconds(1))
                    .thenSilence(Duration.ofMillis(200))
                    .write(home.resolve("says.wav"), 8000);
            Files.writeString(home.resolve("settings"), """
                            [sip]
                            sip_port=%d
                            sip_tcp_port=%d
                            sip_tls_port=%d
                            guess_hostname=0
                            contact="phone" <sip:%s@127.0.0.1>
                            default_proxy=-1
                            use_ipv6=0
                            ipv6_migration_done=1
                            media_encryption=%s
                            media_encryption_mandatory=%d
                            srtp_crypto_suites=%s
                            use_info=%d
                            use_rfc2833=%d
                            verify_server_certs=1
                            verify_server_cn=1
                            root_ca=%s

                            [rtp]
                            audio_rtp_port=42100-42200

                            [net]
                            bind_address=127.0.0.1
                            """.formatted(
                            port("udp"),
                            port("tcp"),
                            port("tls"),
                            home.getFileName(),
                            settings.suite().isEmpty() ? "none" : "srtp",
                            settings.suite().isEmpty() ? 0 : 1,
                            settings.suite(),
                            settings.keys().equals("info") ? 1 : 0,
                            settings.keys().equals("rfc2833") ? 1 : 0,
                            settings.trust()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Its own port for the transport it is to use, 0 for the others.
    private int port(String transport) {
        return settings.transport().equals(transport) ? port : 0;
    }
}
