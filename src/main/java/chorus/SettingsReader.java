package chorus;

import chorus.secret.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns the text of settings into values, or says in a sentence what a value should look like.
final class SettingsReader {
    private static final int MIN_ADMIN_KEY = 16;
    private static final int MAX_ADMIN_KEY = 256;

    private final Map<Setting, String> values;

    SettingsReader(Map<Setting, String> values) {
        this.values = values;
    }

    String of(Setting setting) {
        return optional(setting).orElse(setting.standard());
    }

    Optional<String> optional(Setting setting) {
        return Optional.ofNullable(values.get(setting)).map(String::strip).filter(value -> !value.isEmpty());
    }

    int port(Setting setting) {
        return number(setting, 0, 65_535);
    }

    int number(Setting setting, int least, int most) {
        try {
            var number = Integer.parseInt(of(setting));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw refusal(setting, "a whole number from " + least + " to " + most);
    }

    Settings.PortRange portRange(Setting setting) {
        var parts = of(setting).split("-", -1);
        if (parts.length == 2 && isPort(parts[0]) && isPort(parts[1])) {
            var range = new Settings.PortRange(Integer.parseInt(parts[0].strip()), Integer.parseInt(parts[1].strip()));
            if (range.first() < range.last()) {
                return range;
            }
        }
        throw refusal(setting, "two ports from 1024 to 65535, the lower first, such as 16384-32767");
    }

    InetAddress address(Setting setting) {
        try {
            return InetAddress.ofLiteral(of(setting));
        } catch (IllegalArgumentException e) {
            throw refusal(setting, "an IP address, such as 192.0.2.10", e);
        }
    }

    URI httpUrl(Setting setting) {
        var text = of(setting);
        if (text.matches("https?://[^\\s/?#@]+/?")) {
            return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        }
        throw refusal(setting, "http:// or https://, a host and nothing behind it, such as https://chorus.example.com");
    }

    /// The same, and a path may follow.
    URI httpUrlWithPath(Setting setting) {
        var text = of(setting);
        if (text.matches("https?://[^\\s/?#@]+(/[\\w.~-]+)*/?")) {
            return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        }
        throw refusal(setting, "http:// or https:// and a host, such as https://api.twilio.com");
    }

    Secret adminKey(Setting setting) {
        var text = of(setting);
        var printable = text.chars().allMatch(c -> c > ' ' && c < 0x7F);
        if (printable && text.length() >= MIN_ADMIN_KEY && text.length() <= MAX_ADMIN_KEY) {
            return Secret.of(text);
        }
        throw new SettingsException(setting.key() + " must be " + MIN_ADMIN_KEY + " to " + MAX_ADMIN_KEY
                + " printable characters without spaces.");
    }

    String oneOf(Setting setting, String... words) {
        var text = of(setting);
        if (List.of(words).contains(text)) {
            return text;
        }
        throw refusal(setting, "one of " + String.join(", ", words));
    }

    private static boolean isPort(String text) {
        return text.strip().matches("\\d{4,5}")
                && Integer.parseInt(text.strip()) >= 1024
                && Integer.parseInt(text.strip()) <= 65_535;
    }

    private SettingsException refusal(Setting setting, String wanted) {
        return new SettingsException(message(setting, wanted));
    }

    private SettingsException refusal(Setting setting, String wanted, Throwable cause) {
        return new SettingsException(message(setting, wanted), cause);
    }

    private String message(Setting setting, String wanted) {
        return setting.key() + " is '" + of(setting) + "' but must be " + wanted + ".";
    }
}
