package chorus.fake.voximplant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Who asks: an account by its number and API key, or a service account by a token that it has signed (RFC 7519,
/// RS256).
final class Entrance {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LONGEST = 3600;

    /// What a service account without roles may still do.
    private static final List<String> FOR_EVERYBODY = List.of("GetAccountInfo", "GetKeys", "GetKeyRoles");

    private final List<VoximplantAccount> accounts;

    Entrance(List<VoximplantAccount> accounts) {
        this.accounts = accounts;
    }

    /// @param authorization the header; empty where there is none
    VoximplantAccount admit(Ask ask, String authorization) {
        return authorization.startsWith("Bearer ")
                ? byToken(ask, authorization.substring("Bearer ".length()))
                : byKey(ask);
    }

    private VoximplantAccount byKey(Ask ask) {
        var key = ask.text("api_key").orElse("");
        return account(ask.text("account_id").orElse(""))
                .filter(account -> account.apiKey().equals(key))
                .orElseThrow(ApiFault.AUTHORIZATION_FAILED::refused);
    }

    private VoximplantAccount byToken(Ask ask, String token) {
        var parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw ApiFault.INVALID_TOKEN_FORMAT.refused();
        }
        var header = read(parts[0]);
        var claims = read(parts[1]);
        if (!header.path("alg").asText().equals("RS256") || !claims.path("iat").isNumber()) {
            throw ApiFault.INVALID_TOKEN_FORMAT.refused();
        }
        var account = account(claims.path("iss").asText()).orElseThrow(ApiFault.AUTHORIZATION_FAILED::refused);
        var key = account.serviceAccounts().stream()
                .filter(one -> one.keyId().equals(header.path("kid").asText()))
                .findFirst()
                .orElseThrow(ApiFault.AUTHORIZATION_FAILED::refused);
        if (!isSignedBy(key, parts) || !(key.hasRoles() || FOR_EVERYBODY.contains(ask.method()))) {
            throw ApiFault.AUTHORIZATION_FAILED.refused();
        }
        inTime(claims.path("iat").asLong(), claims.path("exp").asLong());
        return account;
    }

    private static void inTime(long issued, long expires) {
        var now = Instant.now().getEpochSecond();
        if (expires - issued > LONGEST) {
            throw ApiFault.INVALID_TOKEN_TTL.refused();
        }
        if (issued > now) {
            throw ApiFault.TOKEN_ISSUED_IN_FUTURE.refused();
        }
        if (expires <= now) {
            throw ApiFault.TOKEN_EXPIRED.refused();
        }
    }

    private static boolean isSignedBy(ServiceAccount key, String[] parts) {
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key.publicKey());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private Optional<VoximplantAccount> account(String id) {
        return accounts.stream()
                .filter(account -> String.valueOf(account.id()).equals(id))
                .findFirst();
    }

    private static JsonNode read(String part) {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(part));
        } catch (IOException | IllegalArgumentException e) {
            throw ApiFault.INVALID_TOKEN_FORMAT.refused();
        }
    }
}
