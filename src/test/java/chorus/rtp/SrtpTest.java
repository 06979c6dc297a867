package chorus.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Test vectors of the RFCs, and what a stranger may try.
class SrtpTest {
    private static final byte[] MASTER = hex("e1f97a0d3e018be0d64fa32c06de4139" + "0ec675ad498afeebb6960b3aabe6");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static String hex(byte[] bytes, int length) {
        return HexFormat.of().formatHex(bytes, 0, length);
    }

    private static byte[] master(SrtpSuite suite) {
        var master = new byte[suite.keyAndSalt()];
        for (var i = 0; i < master.length; i++) {
            master[i] = (byte) (i * 7 + 1);
        }
        return master;
    }

    private static byte[] packet(int sequence) {
        var packet = new byte[12 + 160 + PacketCipher.LONGEST_TRAILER];
        packet[0] = (byte) 0x80;
        Bits.put16(packet, 2, sequence);
        Bits.put32(packet, 8, 77);
        Arrays.fill(packet, 12, 172, (byte) 0x33);
        return packet;
    }

    @Test
    void derivesTheKeysOfRfc3711() {
        var kdf = new SrtpKdf(SrtpSuite.AES_CM_128_HMAC_SHA1_80, MASTER);
        assertThat(kdf.derive(SrtpKdf.ENCRYPTION, 16)).isEqualTo(hex("c61e7a93744f39ee10734afe3ff7a087"));
        assertThat(kdf.derive(SrtpKdf.SALT, 14)).isEqualTo(hex("30cbbc08863d8c85d49db34a9ae1"));
        assertThat(kdf.derive(SrtpKdf.AUTHENTICATION, 20)).isEqualTo(hex("cebe321f6ff7716b6fd4ab49af256a156d38baa4"));
    }

    @Test
    void makesTheKeyStreamOfRfc3711() {
        var cipher = new CounterCipher(
                hex("2b7e151628aed2a6abf7158809cf4f3c"), new byte[20], hex("f0f1f2f3f4f5f6f7f8f9fafbfcfd"), 10);
        var packet = new byte[44 + 10];
        cipher.seal(packet, 12, 44, 0, 0);
        assertThat(Arrays.copyOfRange(packet, 12, 44))
                .isEqualTo(hex("e03ead0935c95e80e166b16dd92b4eb4d23513162b02d0f72a43a2fe4a5f97ab"));
    }

    @Test
    void sealsAWholePacketAsTheReferenceDoes() {
        var packet = Arrays.copyOf(hex("800f1234decafbadcafebabe" + "ab".repeat(16)), 60);
        var length = new SrtpOutgoing(SrtpSuite.AES_CM_128_HMAC_SHA1_80, MASTER).seal(packet, 28);
        assertThat(hex(packet, length))
                .isEqualTo("800f1234decafbadcafebabe" + "4e55dc4ce79978d88ca4d215949d2402" + "b78d6acc99ea179b8dbb");
    }

    @ParameterizedTest
    @CsvSource({
        "16, f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833899d7f27beb16a9152cf765ee4390cce",
        "32, 32b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a0276ffae0f1ba63799b87b7aa3db36dfffd6b0f9bb7878d7a76c13"
    })
    void sealsAndOpensSoundAsRfc7714(int key, String sealed) {
        var header = "8040f17b8041f8d35501a0b2";
        var clear = header + "47616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573";
        var packet = Arrays.copyOf(hex(clear), 80);
        var cipher = galois(key);
        var length = cipher.seal(packet, 12, 50, 0x5501a0b2, 0xf17b);
        assertThat(hex(packet, length)).isEqualTo(header + sealed);
        assertThat(hex(packet, cipher.open(packet, 12, length, 0x5501a0b2, 0xf17b)))
                .isEqualTo(clear);
    }

    @ParameterizedTest
    @CsvSource({
        "16, 63e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4",
        "32, d50ae4d1f5ce5d304ba297e47d470c282c3ece5dbffe0a50a2eaa5c1110555be8415f658c61de0476f1b6fad1d1eb30c4446839f57ff6f6cb26ac3be800005d4"
    })
    void sealsAndOpensReportsAsRfc7714(int key, String sealed) {
        var header = "81c8000d4d617273";
        var clear = header + "4e5450314e545032525450200000042a0000e9304c756e61" + "deadbeef".repeat(5);
        var packet = Arrays.copyOf(hex(clear), 100);
        var cipher = galois(key);
        var length = cipher.sealControl(packet, clear.length() / 2, 0x4d617273, 0x5d4);
        assertThat(hex(packet, length)).isEqualTo(header + sealed);
        assertThat(hex(packet, cipher.openControl(packet, length, 0x4d617273))).isEqualTo(clear);
    }

    private static GaloisCipher galois(int key) {
        var all = hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        return new GaloisCipher(Arrays.copyOf(all, key), hex("517569642070726f2071756f"));
    }

    @ParameterizedTest
    @EnumSource(SrtpSuite.class)
    void opensWhatWasSealedOnceAndAcrossTheRollover(SrtpSuite suite) {
        var out = new SrtpOutgoing(suite, master(suite));
        var in = new SrtpIncoming(suite, master(suite));
        for (var i = 65_500; i < 65_536 * 2 + 40; i++) {
            var packet = packet(i);
            var length = out.seal(packet, 172);
            if (i % 7 == 0 || (i > 65_600 && i < 131_000 && i % 500 != 0)) {
                continue;
            }
            var again = packet.clone();
            assertThat(in.open(packet, length)).as("packet %d", i).isEqualTo(172);
            assertThat(packet[100]).isEqualTo((byte) 0x33);
            assertThat(in.open(again, length)).as("replay of %d", i).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @EnumSource(SrtpSuite.class)
    void hearsAPeerThatHasComeRoundItsSequenceNumbersBeforeWeListened(SrtpSuite suite) {
        var out = new SrtpOutgoing(suite, master(suite));
        var in = new SrtpIncoming(suite, master(suite));
        for (var unheard = 65_500; unheard < 65_540; unheard++) {
            out.seal(packet(unheard), 172);
        }
        var packet = packet(4);
        var length = out.seal(packet, 172);
        var again = packet.clone();
        assertThat(in.open(packet, length)).isEqualTo(172);
        assertThat(in.open(again, length)).as("its replay").isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource(SrtpSuite.class)
    void refusesEveryChangedBitOfAPacketAndOfAReport(SrtpSuite suite) {
        var out = new SrtpOutgoing(suite, master(suite));
        var in = new SrtpIncoming(suite, master(suite));
        var packet = packet(5);
        var length = out.seal(packet, 172);
        var report = new byte[80];
        report[0] = (byte) 0x80;
        var reportLength = out.sealControl(report, 28);
        for (var bit = 0; bit < 8 * length; bit++) {
            assertThat(in.open(flipped(packet, bit), length)).isEqualTo(-1);
        }
        // Among these bits is E: a report in the clear is not taken either.
        for (var bit = 0; bit < 8 * reportLength; bit++) {
            assertThat(in.openControl(flipped(report, bit), reportLength)).isEqualTo(-1);
        }
        for (var cut = 0; cut < length; cut++) {
            assertThat(in.open(packet.clone(), cut)).isEqualTo(-1);
        }
        for (var cut = 0; cut < reportLength; cut++) {
            assertThat(in.openControl(report.clone(), cut)).isEqualTo(-1);
        }
        assertThat(in.open(packet, length)).isEqualTo(172);
        assertThat(in.openControl(report.clone(), reportLength)).isEqualTo(28);
        assertThat(in.openControl(report.clone(), reportLength)).isEqualTo(-1);
    }

    private static byte[] flipped(byte[] packet, int bit) {
        var changed = packet.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return changed;
    }

    @Test
    void takesLatePacketsWithinTheWindowOnly() {
        var window = new ReplayWindow();
        window.mark(100);
        window.mark(103);
        assertThat(window.isFresh(101)).isTrue();
        assertThat(window.isFresh(100)).isFalse();
        assertThat(window.isFresh(40)).isTrue();
        assertThat(window.isFresh(39)).isFalse();
    }

    @Test
    void keysNeverPrintAndAreOfTheRightLength() {
        var keys = new SrtpKeys(SrtpSuite.AES_CM_128_HMAC_SHA1_80, MASTER, MASTER);
        assertThat(keys).hasToString("SrtpKeys[AES_CM_128_HMAC_SHA1_80]");
        assertThatIllegalArgumentException().isThrownBy(() -> new SrtpKeys(SrtpSuite.AEAD_AES_256_GCM, MASTER, MASTER));
    }

    /// Counter mode leaves what HMAC of the JDK makes for each packet; GCM of the JDK keys itself anew for each.
    @ParameterizedTest
    @CsvSource({"AES_CM_128_HMAC_SHA1_80, 160", "AEAD_AES_128_GCM, 4096"})
    void allocatesNoMoreThanTheJdkForces(SrtpSuite suite, long most) {
        var out = new SrtpOutgoing(suite, master(suite));
        var in = new SrtpIncoming(suite, master(suite));
        var packet = packet(0);
        var before = 0L;
        for (var i = 0; i < 20_000; i++) {
            if (i == 10_000) {
                before = THREADS.getCurrentThreadAllocatedBytes();
            }
            Bits.put16(packet, 2, i);
            assertThatOpens(in.open(packet, out.seal(packet, 172)));
        }
        var each = (THREADS.getCurrentThreadAllocatedBytes() - before) / 10_000;
        System.getLogger("SrtpTest")
                .log(System.Logger.Level.INFO, "{0}: {1} bytes for a packet both ways", suite, each);
        assertThat(each).as("bytes for a packet sealed and opened").isLessThan(most);
    }

    private static void assertThatOpens(int length) {
        if (length != 172) {
            throw new AssertionError("It did not open.");
        }
    }
}
