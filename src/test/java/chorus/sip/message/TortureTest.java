package chorus.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The torture messages of RFC 4475 and RFC 5118, each meeting the fate the RFC has for it.
///
/// A file's first line says where it is from and why, its second what becomes of it: `valid`, or the status it gets.
class TortureTest {
    private static final Path FOLDER = Path.of("src/test/resources/torture");

    @ParameterizedTest
    @MethodSource("names")
    void meetsItsFate(String name) throws IOException {
        var lines = lines(name);
        var fate = lines.get(1).substring(2);
        var parsed = parsed(name);
        if (fate.equals("valid")) {
            assertThat(parsed).as(lines.get(0)).isInstanceOf(Parsed.Sound.class);
        } else {
            assertThat(parsed)
                    .as(lines.get(0))
                    .isInstanceOfSatisfying(
                            Parsed.Broken.class,
                            broken -> assertThat(broken.status()).isEqualTo(Integer.parseInt(fate)));
        }
    }

    @Test
    void takesEscapesInAUserPartForCharactersOfTheName() throws IOException {
        var invite = request("esc01");

        assertThat(invite.uri().user()).isEqualTo("sips:user@example.com");
        assertThat(invite.uri().host()).isEqualTo("example.net");
        assertThat(invite.to().uri().user()).isEqualTo("user");
        assertThat(invite.from().uri().user()).isEqualTo("I have spaces");
    }

    @Test
    void takesNoEscapeInAMethod() throws IOException {
        assertThat(request("esc02").method()).isEqualTo("RE%47IST%45R");
        assertThat(request("esc02").to().displayName()).isEqualTo("%Z%45");
    }

    @Test
    void readsADisplayNameThatTouchesItsAddress() throws IOException {
        assertThat(request("lwsdisp").from().displayName()).isEqualTo("caller");
    }

    @Test
    void tellsAnAddressFromItsPort() throws IOException {
        assertThat(request("port-ambiguous").uri().host()).contains("2001:db8::10:5070");
        assertThat(request("port-unambiguous").uri().host())
                .contains("2001:db8::10")
                .doesNotContain("5070");
        assertThat(request("port-unambiguous").uri().port()).isEqualTo(5070);
    }

    static List<String> names() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(".txt", ""))
                    .sorted()
                    .toList();
        }
    }

    private static SipRequest request(String name) throws IOException {
        return (SipRequest) ((Parsed.Sound) parsed(name)).message();
    }

    private static Parsed parsed(String name) throws IOException {
        var text = String.join("\r\n", lines(name).subList(2, lines(name).size())) + "\r\n";
        return MessageParser.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> lines(String name) throws IOException {
        return Files.readAllLines(FOLDER.resolve(name + ".txt"));
    }
}
