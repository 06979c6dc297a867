package chorus;

import chorus.secret.Secret;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Which running server a command asks, and as whom.
final class ServerChoice {
    @CommandLine.Option(names = "--url", description = "where the server is; default: this machine")
    private @Nullable URI url;

    @CommandLine.Option(names = "--key", description = "an API key; default: CHORUS_ADMIN_KEY")
    private @Nullable String key;

    /// Whether somebody has named a server or a key.
    boolean isExplicit() {
        return url != null || key != null;
    }

    Optional<Secret> key(Settings settings) {
        return Optional.ofNullable(key).map(Secret::of).or(settings::adminKey);
    }

    /// @throws SettingsException when there is no key to ask with
    RemoteServer server(Settings settings) {
        var place = Optional.ofNullable(url).orElseGet(() -> URI.create("http://127.0.0.1:" + settings.httpPort()));
        var known = key(settings)
                .orElseThrow(() -> new SettingsException("An API key is needed to ask " + place
                        + ": give --key, or set " + Setting.ADMIN_KEY.key() + "."));
        return new RemoteServer(place, known);
    }
}
