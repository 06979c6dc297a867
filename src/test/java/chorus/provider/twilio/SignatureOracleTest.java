package chorus.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.twilio.Signing;
import chorus.secret.Secret;
import com.twilio.security.RequestValidator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/// Forms of every kind are judged as Twilio's own library judges them, where that is right: it is not with several
/// values of one name, with sockets, and with encoded queries beside a port.
class SignatureOracleTest {
    private static final String LETTERS = "aZ09 +&=%/?#äß漢\"'<>\n";
    private static final String TOKEN = "12345";

    private final RequestValidator theirs = new RequestValidator(TOKEN);
    private final TwilioSignature ours = new TwilioSignature(List.of(Secret.of(TOKEN)));

    @RepeatedTest(50)
    void judgesAsTwiliosLibraryDoes(RepetitionInfo info) {
        var random = new Random(info.getCurrentRepetition());
        var url = "https://chorus.example.com/twilio/voice" + (random.nextBoolean() ? "?a=1&b=2" : "");
        var form = new TreeMap<String, String>();
        for (var i = random.nextInt(12); i > 0; i--) {
            form.put("Name" + word(random).replaceAll("[^a-zA-Z0-9]", ""), word(random));
        }
        var signature = Signing.sign(
                TOKEN,
                url,
                form.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, field -> List.of(field.getValue()))));
        assertThat(theirs.validate(url, form, signature)).isTrue();
        assertThat(ours.signs(url, posted(form), signature)).isTrue();
        form.put("More", word(random));
        assertThat(theirs.validate(url, form, signature)).isFalse();
        assertThat(ours.signs(url, posted(form), signature)).isFalse();
    }

    private static PostedForm posted(Map<String, String> form) {
        return PostedForm.parse(form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&")));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String word(Random random) {
        var word = new StringBuilder();
        for (var i = random.nextInt(9); i > 0; i--) {
            word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return word.toString();
    }
}
