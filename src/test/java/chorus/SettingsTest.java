package chorus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void startsWithoutAnySetting() {
        var settings = Settings.read(Map.of("HOME", "/root"));

        assertThat(settings.httpPort()).isEqualTo(8080);
        assertThat(settings.sipPort()).isEqualTo(5060);
        assertThat(settings.rtpPorts()).isEqualTo(new Settings.PortRange(16384, 32767));
        assertThat(settings.privateTargetsAllowed()).isTrue();
        assertThat(settings.databaseUrl()).isEmpty();
    }

    @Test
    void namesTheNearestKeyOfAMistypedOne() {
        assertThatThrownBy(() -> Settings.read(Map.of("CHORUS_SIP_PROT", "5070")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("CHORUS_SIP_PROT")
                .hasMessageContaining("did you mean CHORUS_SIP_PORT?");
    }

    @ParameterizedTest
    @CsvSource({
        "CHORUS_PORT, tcp://10.0.0.7:8080",
        "CHORUS_SERVICE_HOST, 10.0.0.7",
        "CHORUS_SERVICE_PORT_HTTP, 8080",
        "CHORUS_PORT_8080_TCP_ADDR, 10.0.0.7",
        "CHORUS_SIP_SERVICE_HOST, 10.0.0.7",
        "CHORUS_SIP_PORT_5060_UDP, udp://10.0.0.7:5060",
        "CHORUS_HTTP_PORT, tcp://10.0.0.7:80",
    })
    void ignoresWhatKubernetesInjects(String key, String value) {
        assertThat(Settings.read(Map.of(key, value)).httpPort()).isEqualTo(8080);
    }

    @ParameterizedTest
    @CsvSource({
        "CHORUS_HTTP_PORT, eighty, must be a whole number from 0 to 65535",
        "CHORUS_HTTP_PORT, 70000, must be a whole number from 0 to 65535",
        "CHORUS_RTP_PORTS, 20000-10000, the lower first",
        "CHORUS_RTP_PORTS, 99999-100000, two ports from 1024 to 65535",
        "CHORUS_BIND, example.com, must be an IP address",
        "CHORUS_PUBLIC_IP, 300.1.1.1, must be an IP address",
        "CHORUS_PUBLIC_URL, chorus.example.com, must be http:// or https://",
        "CHORUS_PRIVATE_TARGETS, maybe, 'must be one of allow, deny'",
        "CHORUS_ADMIN_KEY, short, must be 16 to 256 printable characters",
    })
    void saysWhatAValueMustLookLike(String key, String value, String sentence) {
        assertThatThrownBy(() -> Settings.read(Map.of(key, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(sentence);
    }

    @Test
    void doesNotRepeatASecretThatIsRefused() {
        assertThatThrownBy(() -> Settings.read(Map.of("CHORUS_ADMIN_KEY", "hunter2")))
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void readsAFileAndLetsTheEnvironmentWin(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("s"), "# ports\nCHORUS_HTTP_PORT = 8181\nCHORUS_SIP_PORT=5070\n");

        var settings = Settings.read(Map.of("CHORUS_SETTINGS_FILE", file.toString(), "CHORUS_SIP_PORT", "5080"));

        assertThat(settings.httpPort()).isEqualTo(8181);
        assertThat(settings.sipPort()).isEqualTo(5080);
    }

    @Test
    void namesTheLineOfAnUnknownKeyInTheFile(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("s"), "\nCHORUS_HTTPPORT=1\n");

        assertThatThrownBy(() -> Settings.read(Map.of("CHORUS_SETTINGS_FILE", file.toString())))
                .hasMessageContaining("line 2")
                .hasMessageContaining("CHORUS_HTTP_PORT");
    }

    @Test
    void explainsEverySettingInTheExample() throws IOException {
        var example = Files.readString(Path.of("config/settings.example"));

        for (var setting : Setting.values()) {
            assertThat(example)
                    .contains("# " + setting.meaning() + "\n#" + setting.key() + "=" + setting.standard() + "\n");
        }
    }
}
