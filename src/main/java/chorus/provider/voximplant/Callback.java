package chorus.provider.voximplant;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

/// What a scenario posts: one flat JSON object of bounded texts and numbers.
///
/// ```json
/// {"session":"4611818862","n":1,"call":"5FA0EDE8C24FAAE7.1","event":"ended","code":200,"seconds":12,"cost":0.01}
/// ```
final class Callback {
    private static final int LONGEST = 2_000;
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(8).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode fields;

    private Callback(JsonNode fields) {
        this.fields = fields;
    }

    /// Empty for what is no such object, or names no session.
    static Optional<Callback> read(byte[] body) {
        try {
            return Optional.of(JSON.readTree(body))
                    .filter(JsonNode::isObject)
                    .map(Callback::new)
                    .filter(read -> read.text("session").matches("[A-Za-z0-9_-]{1,64}"));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    String session() {
        return text("session");
    }

    /// The text of a field; empty where there is none, or one that is too long or has control characters.
    String text(String name) {
        var value = fields.path(name);
        var text = value.isValueNode() && !value.isNull() ? value.asText() : "";
        return text.length() <= LONGEST && text.chars().noneMatch(Character::isISOControl) ? text : "";
    }

    long number(String name) {
        var value = fields.path(name);
        return value.isNumber() ? Math.max(0, value.asLong()) : 0;
    }

    /// What was charged; empty where that is not told, or cannot be.
    Optional<BigDecimal> cost() {
        return Cost.read(fields.path("cost"));
    }
}
