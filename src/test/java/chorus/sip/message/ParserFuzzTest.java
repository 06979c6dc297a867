package chorus.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever is done to a message, the parser answers with a value, and what it calls sound can be used and written.
class ParserFuzzTest {
    private static final long SEED = 3261;
    private static final String[] SPICE = {
        "\r\n",
        "\r\n ",
        ":",
        ";",
        ",",
        "<",
        ">",
        "\"",
        "\\",
        "@",
        "%",
        "%zz",
        "[::1]",
        "=",
        "?",
        " ",
        "\t",
        "\u0000",
        "tag=",
        "999999999999",
        "-1",
        "SIP/2.0",
        "Via: ",
        "Content-Length: 7\r\n",
        "\u00ff",
        "\u20ac",
        "z9hG4bK",
        ";lr",
        "sip:",
        "tel:+1"
    };

    @Test
    void noMutationBringsItDown() {
        var random = new Random(SEED);
        var end = System.nanoTime() + Duration.ofMillis(2_500).toNanos();
        var sound = 0;
        var all = 0;
        while (all < 400_000 && (all < 1_000 || System.nanoTime() < end)) {
            var bytes = mutated(random);
            if (MessageParser.parse(bytes) instanceof Parsed.Sound(SipMessage message)) {
                use(message);
                sound++;
            }
            all++;
        }
        assertThat(sound).as("some of %d survive", all).isPositive().isLessThan(all);
    }

    private static void use(SipMessage message) {
        message.contentType();
        message.headers().values("Contact").forEach(NameAddr::parse);
        if (message instanceof SipRequest request) {
            var heard = request.heardFrom("192.0.2.200", 9);
            assertThat(heard.via().params().has("received")).isTrue();
            SipResponse.answering(heard, 400, "Bad Request")
                    .toTag("x")
                    .copy("Record-Route")
                    .build()
                    .toBytes();
        }
        assertThat(MessageParser.parse(message.toBytes())).isEqualTo(new Parsed.Sound(message));
    }

    private static byte[] mutated(Random random) {
        var text = new StringBuilder(MessageParserTest.INVITE);
        for (var i = random.nextInt(4); i >= 0; i--) {
            mutate(text, random);
        }
        return text.toString().getBytes(random.nextInt(8) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    private static void mutate(StringBuilder text, Random random) {
        var at = random.nextInt(text.length() + 1);
        var end = Math.min(text.length(), at + random.nextInt(12));
        switch (random.nextInt(5)) {
            case 0 -> text.insert(at, SPICE[random.nextInt(SPICE.length)]);
            case 1 -> text.delete(at, end);
            case 2 -> text.insert(at, text.substring(at, end));
            case 3 -> text.replace(at, end, SPICE[random.nextInt(SPICE.length)]);
            default -> text.insert(at, (char) random.nextInt(128));
        }
        if (text.isEmpty()) {
            text.append('x');
        }
    }
}
