package chorus.store;

import chorus.call.Ladder;
import chorus.call.Step;
import chorus.call.Utterance;
import chorus.phonebook.Preflight;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON columns, written and read.
final class Json {
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
    private static final TypeReference<List<Step>> STEPS = new TypeReference<>() {};
    private static final TypeReference<Ladder> LADDER = new TypeReference<>() {};
    private static final TypeReference<List<Utterance>> UTTERANCES = new TypeReference<>() {};
    private static final TypeReference<List<LineChange>> CHANGES = new TypeReference<>() {};
    private static final TypeReference<List<Preflight.Step>> PREFLIGHT_STEPS = new TypeReference<>() {};
    private static final TypeReference<QualityRow> QUALITY = new TypeReference<>() {};
    private static final TypeReference<List<AttemptRow>> ATTEMPTS = new TypeReference<>() {};
    private static final TypeReference<TalkRow> TALK = new TypeReference<>() {};
    private static final JsonMapper MAPPER = mapper();

    private Json() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new StoreException("Could not write a value as JSON: it holds something that JSON has no form for.");
        }
    }

    static Map<String, Object> map(String json) {
        return read(json, MAP);
    }

    static List<Step> steps(String json) {
        return read(json, STEPS);
    }

    static Ladder ladder(String json) {
        return read(json, LADDER);
    }

    static List<Utterance> utterances(String json) {
        return read(json, UTTERANCES);
    }

    static List<LineChange> changes(String json) {
        return read(json, CHANGES);
    }

    static List<Preflight.Step> preflightSteps(String json) {
        return read(json, PREFLIGHT_STEPS);
    }

    static List<AttemptRow> attempts(String json) {
        return read(json, ATTEMPTS);
    }

    static TalkRow talk(String json) {
        return read(json, TALK);
    }

    static QualityRow quality(String json) {
        return read(json, QUALITY);
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new StoreException(
                    "Could not read a stored JSON value: it has another form than this version writes.");
        }
    }

    private static JsonMapper mapper() {
        var mapper = JsonMapper.builder().build();
        mapper.getFactory().setCharacterEscapes(new NoNul());
        return mapper;
    }

    /// PostgreSQL stores no NUL character, so it is written as the replacement character.
    private static final class NoNul extends CharacterEscapes {
        private static final long serialVersionUID = 1;
        private static final SerializedString REPLACEMENT = new SerializedString("\\ufffd");

        @Override
        public int[] getEscapeCodesForAscii() {
            var codes = standardAsciiEscapesForJSON();
            codes[0] = ESCAPE_CUSTOM;
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return character == 0 ? REPLACEMENT : null;
        }
    }
}
