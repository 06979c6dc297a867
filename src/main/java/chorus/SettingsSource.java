package chorus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Collects what was set: the environment first, then the settings file, then nothing.
final class SettingsSource {
    /// Names the settings file; without it `chorus.settings` in the working directory is read if it exists.
    static final String FILE_KEY = "CHORUS_SETTINGS_FILE";

    private static final Path STANDARD_FILE = Path.of("chorus.settings");

    /// What Kubernetes puts into the environment for services named chorus or chorus-something.
    private static final Pattern INJECTED = Pattern.compile(
            "CHORUS_PORT|CHORUS_(\\w+_)?(SERVICE_(HOST|PORT)|PORT_\\d+_(TCP|UDP|SCTP))(_\\w+)?|CHORUS_SERVICE_\\w*|CHORUS_PORT_\\w*");

    private static final Pattern INJECTED_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private SettingsSource() {}

    static Map<Setting, String> collect(Map<String, String> environment) {
        var values = new EnumMap<Setting, String>(Setting.class);
        file(environment).ifPresent(file -> readFile(file, values));
        environment.forEach((key, value) -> {
            if (key.startsWith("CHORUS_") && !key.equals(FILE_KEY) && !isInjected(key, value)) {
                values.put(known(key, "the environment"), value);
            }
        });
        return values;
    }

    private static boolean isInjected(String key, String value) {
        return INJECTED.matcher(key).matches()
                || (key.endsWith("_PORT") && INJECTED_ADDRESS.matcher(value).matches());
    }

    private static Optional<Path> file(Map<String, String> environment) {
        var named = environment.get(FILE_KEY);
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        return Files.isRegularFile(STANDARD_FILE) ? Optional.of(STANDARD_FILE) : Optional.empty();
    }

    private static void readFile(Path file, Map<Setting, String> values) {
        try {
            var lines = Files.readAllLines(file);
            for (var i = 0; i < lines.size(); i++) {
                readLine(lines.get(i).strip(), file + " line " + (i + 1), values);
            }
        } catch (IOException e) {
            throw new SettingsException("The settings file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void readLine(String line, String place, Map<Setting, String> values) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        var equals = line.indexOf('=');
        if (equals < 0) {
            throw new SettingsException(place + " is not of the form CHORUS_KEY=value.");
        }
        values.put(
                known(line.substring(0, equals).strip(), place),
                line.substring(equals + 1).strip());
    }

    private static Setting known(String key, String place) {
        return Setting.of(key)
                .orElseThrow(() -> new SettingsException("Unknown setting " + key + " in " + place + ": did you mean "
                        + nearest(key).key() + "? './chorus settings' lists them all."));
    }

    private static Setting nearest(String key) {
        return Arrays.stream(Setting.values())
                .min(Comparator.comparingInt(setting -> distance(key, setting.key())))
                .orElseThrow();
    }

    /// Letters to change, add or drop to make one word of the other (Levenshtein).
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (var i = 1; i <= a.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
