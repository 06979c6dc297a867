package chorus.api;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Lets the file of a service account be given as the text that it is, for those who paste it.
final class ServiceAccountText {
    private static final String FIELD = "voximplantServiceAccount";

    private ServiceAccountText() {}

    /// The fields with the file as an object, where it was the text of one; what is no such text stays, to be refused.
    static Map<String, Object> opened(Map<String, Object> fields) {
        if (!(fields.get(FIELD) instanceof String text)
                || !(Json.read(text.getBytes(StandardCharsets.UTF_8)) instanceof Json.Reading.Read(var file))) {
            return fields;
        }
        var opened = new LinkedHashMap<>(fields);
        opened.put(FIELD, file);
        return opened;
    }
}
