package chorus;

import chorus.api.ApiException;
import java.net.InetAddress;
import java.util.Locale;
import java.util.function.Supplier;

/// Opens what listens on a port, or says which setting to change.
final class Listening {
    private Listening() {}

    static <T> T on(Setting setting, InetAddress address, int port, Supplier<T> opening) {
        try {
            return opening.get();
        } catch (IllegalStateException | ApiException e) {
            throw refusal(setting, address, port, e);
        }
    }

    static SettingsException refusal(Setting setting, InetAddress address, int port, Exception why) {
        return new SettingsException(sentence(setting, address.getHostAddress(), port, reason(why)), why);
    }

    private static String sentence(Setting setting, String address, int port, String reason) {
        var lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("in use")) {
            return "Port " + port + " on " + address + " is used by another program: stop that, or set " + setting.key()
                    + " to a free port.";
        }
        if (lower.contains("permission")) {
            return "Port " + port + " may not be used by this user: set " + setting.key() + " to a port above 1023.";
        }
        if (lower.contains("assign")) {
            return address + " is not an address of this machine: set " + Setting.BIND.key() + " to one that is.";
        }
        return "Cannot listen on " + address + ":" + port + " (" + reason + "): set " + setting.key() + " or "
                + Setting.BIND.key() + " differently.";
    }

    private static String reason(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
