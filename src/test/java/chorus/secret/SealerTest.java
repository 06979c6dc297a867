package chorus.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealerTest {
    private static final String OLD = "0f".repeat(32);
    private static final String NEW =
            Base64.getEncoder().encodeToString("a 32 byte key for the next year.".getBytes(StandardCharsets.US_ASCII));
    private static final UUID OWNER = UUID.randomUUID();
    private static final Secret PASSWORD = Secret.of("pässword");

    private final Sealer sealer = sealer(OLD);

    @Test
    void opensWhatItSealed() {
        var sealed = sealer.seal(OWNER, "sipPassword", PASSWORD);
        assertThat(sealer.open(OWNER, "sipPassword", sealed)).isEqualTo(PASSWORD);
        assertThat(new String(sealed, StandardCharsets.UTF_8)).doesNotContain("ssword");
    }

    @Test
    void sealsTheSameSecretDifferentlyEachTime() {
        assertThat(sealer.seal(OWNER, "sipPassword", PASSWORD))
                .isNotEqualTo(sealer.seal(OWNER, "sipPassword", PASSWORD));
    }

    @Test
    void opensNothingThatWasMovedToAnotherOwnerOrField() {
        var sealed = sealer.seal(OWNER, "sipPassword", PASSWORD);
        assertThatThrownBy(() -> sealer.open(UUID.randomUUID(), "sipPassword", sealed))
                .isInstanceOf(UnsealableException.class)
                .hasMessageContaining("sipPassword");
        assertThatThrownBy(() -> sealer.open(OWNER, "twilioAuthToken", sealed)).isInstanceOf(UnsealableException.class);
    }

    @Test
    void opensNothingThatWasDamaged() {
        var sealed = sealer.seal(OWNER, "sipPassword", PASSWORD);
        for (var i = 0; i < sealed.length; i++) {
            var damaged = sealed.clone();
            damaged[i] ^= 1;
            assertThatThrownBy(() -> sealer.open(OWNER, "sipPassword", damaged))
                    .isInstanceOf(UnsealableException.class);
        }
        assertThatThrownBy(() -> sealer.open(OWNER, "sipPassword", new byte[0]))
                .isInstanceOf(UnsealableException.class);
    }

    @Test
    void saysWhatToDoAboutAWrongKey() {
        var sealed = sealer.seal(OWNER, "sipPassword", PASSWORD);
        assertThatThrownBy(() -> sealer(NEW).open(OWNER, "sipPassword", sealed))
                .isInstanceOf(UnsealableException.class)
                .hasMessageContaining("set CHORUS_MASTER_KEY");
    }

    @Test
    void opensWithAnOlderKeyAndSealsWithTheFirst() {
        var sealed = sealer.seal(OWNER, "sipPassword", PASSWORD);
        var rotating = sealer(NEW + "," + OLD);
        assertThat(rotating.isCurrent(sealed)).isFalse();
        var again = rotating.reseal(OWNER, "sipPassword", sealed);
        assertThat(rotating.isCurrent(again)).isTrue();
        assertThat(sealer(NEW).open(OWNER, "sipPassword", again)).isEqualTo(PASSWORD);
    }

    @Test
    void refusesKeysOfAnotherLengthWithoutRepeatingThem() {
        for (var bad :
                new String[] {"", "hunter2hunter2", "0f".repeat(31), "0f".repeat(33), OLD + ",", "g".repeat(64)}) {
            assertThatThrownBy(() -> MasterKeys.parse(Secret.of(bad)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("32 random bytes")
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void keepsAGeneratedKeyToItsOwner(@TempDir Path data) throws Exception {
        var sealed = new Sealer(MasterKeyFile.in(data)).seal(OWNER, "sipPassword", PASSWORD);
        var file = data.resolve("master.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(new Sealer(MasterKeyFile.in(data)).open(OWNER, "sipPassword", sealed))
                .isEqualTo(PASSWORD);
    }

    @Test
    void saysWhichKeyFileIsUnusable(@TempDir Path data) throws Exception {
        Files.writeString(data.resolve("master.key"), "hunter2\n");
        assertThatThrownBy(() -> MasterKeyFile.in(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("master.key holds no usable key")
                .hasMessageNotContaining("hunter2");
    }

    private static Sealer sealer(String keys) {
        return new Sealer(MasterKeys.parse(Secret.of(keys)));
    }
}
