package chorus.provider;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Fields as `application/x-www-form-urlencoded`, in order; a name may come again.
public record Form(List<Field> fields) {
    public record Field(String name, String value) {}

    public Form {
        fields = List.copyOf(fields);
    }

    public static Form empty() {
        return new Form(List.of());
    }

    /// This form and one more field.
    public Form with(String name, String value) {
        var more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Form(more);
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    public String encoded() {
        return fields.stream()
                .map(field -> encoded(field.name()) + "=" + encoded(field.value()))
                .collect(Collectors.joining("&"));
    }

    /// Reads what [#encoded] writes.
    public static Form decoded(String text) {
        return new Form(Arrays.stream(text.split("&"))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2))
                .map(pair -> new Field(decode(pair[0]), pair.length == 2 ? decode(pair[1]) : ""))
                .toList());
    }

    /// @throws IllegalArgumentException when a percent sign is followed by something else than two digits
    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
