package chorus.mediastream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The short way reads what the JSON parser reads, or leaves it alone.
class MediaScanTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final List<String> SEEDS = List.of(
            "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"AAAA\"}}",
            " { \"media\" : { \"track\" : \"outbound\" , \"payload\" : \"\" , \"n\" : -10 } , \"event\" : \"media\" } ",
            "{\"a\":null,\"event\":\"media\",\"b\":true,\"media\":{\"payload\":\"AQ==\",\"c\":false},\"d\":\"x\"}",
            "{\"event\":\"mark\",\"mark\":{\"name\":\"m\"}}",
            "{\"event\":\"media\",\"media\":{\"payload\":\"A\\/A=\"},\"x\":[1.5e3,{}],\"ü\":\"\\u00fc\"}");
    private static final String ALPHABET = "{}[]\":,\\ \n\t0123456789-+.eEtrufalsn/=AMZü\u0000";

    private final MediaScan scan = new MediaScan();

    @Test
    void findsThePayloadWhateverTheOrder() {
        assertThat(SEEDS.stream().map(this::payload).toList()).containsExactly("AAAA", "", "AQ==", "-", "-");
    }

    @Test
    void leavesAloneWhatIsNotPlain() {
        assertThat(Stream.of(
                                "",
                                "{}",
                                "{",
                                "[]",
                                "{\"event\":\"media\"}",
                                "{\"event\":\"media\",\"media\":null}",
                                "{\"event\":\"media\",\"media\":{}}",
                                "{\"media\":{\"payload\":\"AAAA\"}}",
                                "{\"event\":\"media\",\"media\":{\"payload\":\"AAAA\"}}x",
                                "{\"event\":\"media\",\"media\":{\"payload\":\"AAAA\"},}",
                                "{\"event\":\"media\",\"event\":\"media\",\"media\":{\"payload\":\"AAAA\"}}",
                                "{\"event\":\"media\",\"media\":{\"payload\":\"AAAA\",\"payload\":\"BBBB\"}}",
                                "{\"event\":\"media\",\"media\":{\"payload\":\"AAAA\"},\"media\":{}}",
                                "{\"event\":\"media\",\"media\":{\"payload\":\"AAAA\"},\"n\":01}",
                                "{\"event\":\"media\",\"media\":{\"payload\":\"AAAA\"},\"n\":tru}",
                                "{\"event\":\"media\",\"media\":{\"payload\":\"AAAA\"},\"n\":}",
                                "{\"event\":\"media\",\"media\":{\"payload\":\"AAAA")
                        .filter(text -> !payload(text).equals("-")))
                .isEmpty();
    }

    @Test
    void tellsWhoseMessageItIs() {
        payload(SEEDS.getFirst());
        assertThat(scan.isFor("MZ1".getBytes(UTF_8))).isTrue();
        assertThat(scan.isFor("MZ2".getBytes(UTF_8))).isFalse();
        assertThat(scan.isFor("MZ11".getBytes(UTF_8))).isFalse();
        payload(SEEDS.get(1));
        assertThat(scan.isFor("MZ2".getBytes(UTF_8))).isTrue();
    }

    @Test
    void agreesWithTheParserOnBentMessages() {
        var random = new Random(20_261_122);
        var found = 0;
        var end = System.nanoTime() + 3_000_000_000L;
        for (var i = 0; i < 300_000 && System.nanoTime() < end; i++) {
            var text = bent(random);
            var payload = payload(text);
            if (!payload.equals("-")) {
                found++;
                assertThat(payload).as(text).isEqualTo(parsed(text));
            }
        }
        assertThat(found).isGreaterThan(1000);
    }

    private static String bent(Random random) {
        var text = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
        for (var change = random.nextInt(4); change > 0; change--) {
            var at = random.nextInt(text.length());
            var letter = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, letter);
                case 1 -> text.insert(at, letter);
                case 2 -> text.deleteCharAt(at);
                default -> {
                    var other = SEEDS.get(random.nextInt(SEEDS.size()));
                    var from = random.nextInt(other.length());
                    text.insert(at, other, from, Math.min(other.length(), from + random.nextInt(30)));
                }
            }
            if (text.isEmpty()) {
                text.append(' ');
            }
        }
        return text.toString();
    }

    private static String parsed(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            assertThat(message.path("event").textValue()).isEqualTo("media");
            return message.at("/media/payload").textValue();
        } catch (IOException e) {
            throw new AssertionError("The parser refuses " + text, e);
        }
    }

    private String payload(String text) {
        var padded = ("##" + text + "##").getBytes(UTF_8);
        return scan.find(padded, 2, padded.length - 4)
                ? new String(padded, scan.payloadFrom(), scan.payloadTo() - scan.payloadFrom(), UTF_8)
                : "-";
    }
}
