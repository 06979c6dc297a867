package chorus.provider.voximplant;

import chorus.phonebook.Installation;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Our addresses as the scenarios are given them: all under the public URL, each installation with a link of its own.
///
/// @param base such as `https://chorus.example.com`
record VoximplantUrls(URI base) {
    static final String PREFIX = "/voximplant/";
    private static final Pattern PATH = Pattern.compile(Pattern.quote(PREFIX) + "([A-Za-z0-9_-]{22})(/[a-z]{1,20})");

    VoximplantUrls {
        if (base.getHost() == null || !String.valueOf(base.getScheme()).matches("https?")) {
            throw new IllegalArgumentException(base + " is no http:// or https:// address.");
        }
    }

    /// What a path names.
    ///
    /// @param rest what follows the link, such as `/inbound`
    record Target(UUID installation, String rest) {}

    static Optional<Target> target(String path) {
        var parts = PATH.matcher(path);
        return parts.matches() ? Optional.of(new Target(id(parts.group(1)), parts.group(2))) : Optional.empty();
    }

    /// Where an installation's scenario turns to.
    String link(Installation installation) {
        var start = base.toString();
        return (start.endsWith("/") ? start.substring(0, start.length() - 1) : start)
                + PREFIX
                + link(installation.id());
    }

    /// Where it brings sound: `wss://`, for an `https://` base.
    String media(Installation installation) {
        return "ws" + link(installation).substring("http".length()) + "/media";
    }

    /// The id of an installation as it stands in addresses: its 16 bytes as 22 characters of base64url.
    static String link(UUID id) {
        var bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static UUID id(String link) {
        var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(link));
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
