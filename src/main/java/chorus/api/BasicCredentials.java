package chorus.api;

import chorus.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// A name and a password, as HTTP's Basic scheme sends them (RFC 7617).
record BasicCredentials(String name, Secret password) {
    private static final Pattern BASIC = Pattern.compile("(?i)Basic +([A-Za-z0-9+/=_-]{1,1024}) *");

    /// Reads an Authorization header; empty when it holds no such credentials.
    static Optional<BasicCredentials> of(String authorization) {
        var basic = BASIC.matcher(authorization);
        if (!basic.matches()) {
            return Optional.empty();
        }
        try {
            var text = new String(Base64.getDecoder().decode(basic.group(1)), StandardCharsets.UTF_8);
            var colon = text.indexOf(':');
            return colon < 1 || colon == text.length() - 1
                    ? Optional.empty()
                    : Optional.of(new BasicCredentials(text.substring(0, colon), Secret.of(text.substring(colon + 1))));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
