package chorus;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.PacketFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `./chorus diagnose`, asking a running server.
class DiagnoseCommandTest {
    private static final String INVITE = "INVITE sip:+12025550111@192.0.2.1 SIP/2.0\r\n\r\n";
    private static TestServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        server.numberWithoutAgent("+12025550111");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void tellsOfAnInviteInATextFile() throws IOException {
        assertThat(said(file(INVITE.getBytes(StandardCharsets.UTF_8)), "--from", "127.0.0.2"))
                .contains(
                        "An INVITE to +12025550111 from 127.0.0.2, tried out without a call",
                        "Nothing would be answered, not even an error",
                        "your line +12025550111 has 127.0.0.1");
    }

    @Test
    void tellsOfAnInviteInARecording() throws IOException {
        var packet = PacketFile.udp("127.0.0.3", 5060, INVITE.getBytes(StandardCharsets.UTF_8));

        assertThat(said(file(PacketFile.pcap(packet)))).contains("An INVITE to +12025550111 from 127.0.0.3");
    }

    @Test
    void saysWhatIsWrongWithTheQuestion() throws IOException {
        assertThat(said(file("BYE".getBytes(StandardCharsets.UTF_8)), "--from", "127.0.0.2"))
                .contains("answered 400: Validation failed; `invite` must hold a line that begins with INVITE");
        assertThat(said(folder.resolve("missing").toString())).contains("missing could not be read");
        assertThat(said(file(new byte[200 * 1024]))).contains("is larger than 190 KiB: cut it down");
    }

    private String file(byte[] content) throws IOException {
        return Files.write(folder.resolve("call"), content).toString();
    }

    private static String said(String... arguments) {
        var out = new StringWriter();
        var always = Stream.of("--url", "http://127.0.0.1:" + server.httpPort(), "--key", TestServer.key());
        new CommandLine(new DiagnoseCommand())
                .setOut(new PrintWriter(out))
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    out.append(e.getMessage());
                    return 1;
                })
                .execute(Stream.concat(always, Arrays.stream(arguments)).toArray(String[]::new));
        return out.toString();
    }
}
