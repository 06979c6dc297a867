package chorus.store;

import chorus.phonebook.ApiKey;
import chorus.phonebook.ApiKeys;
import chorus.phonebook.Page;
import chorus.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// API keys, kept as SHA-256 hashes: 32 random bytes need no slower hash.
final class JdbcApiKeys implements ApiKeys {
    private static final int KEY_BYTES = 32;
    private static final int HINT_LENGTH = 4;
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);
    static final String COLUMNS = Columns.list(
            "k",
            "id",
            "organization_id",
            "name",
            "role",
            "operator",
            "hint",
            "created_at",
            "last_used_at",
            "revoked_at");

    private final DataSource source;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    JdbcApiKeys(DataSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    @Override
    public Issued create(UUID organizationId, String name, ApiKey.Role role, boolean operator) {
        var bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        var key = Secret.of("chorus_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        return new Issued(adopt(key, organizationId, name, role, operator), key);
    }

    @Override
    public ApiKey adopt(Secret key, UUID organizationId, String name, ApiKey.Role role, boolean operator) {
        var hash = hash(key);
        return Sql.with(source, "store an API key", sql -> {
            sql.run("""
                    insert into api_keys (id, organization_id, name, role, operator, hash, hint, created_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?)
                    on conflict (hash) do update set revoked_at = null
                    """, UUID.randomUUID(), organizationId, name, role.code(), operator, hash, hint(key), now());
            return sql.first("select " + COLUMNS + " from api_keys k where k.hash = ?", JdbcApiKeys::apiKey, hash)
                    .orElseThrow();
        });
    }

    @Override
    public Optional<ApiKey> authenticate(Secret key) {
        var hash = hash(key);
        return Sql.with(source, "check an API key", sql -> {
            var found = sql.first(
                    "select " + COLUMNS + " from api_keys k where k.hash = ? and k.revoked_at is null",
                    JdbcApiKeys::apiKey,
                    hash);
            if (found.isPresent()) {
                noteUse(sql, found.get());
            }
            return found;
        });
    }

    @Override
    public Page<ApiKey> list(UUID organizationId, int limit, int offset) {
        return Sql.with(source, "list the API keys", sql -> {
            var items = sql.all(
                    "select " + COLUMNS
                            + " from api_keys k where k.organization_id = ? order by k.created_at desc, k.id limit ? offset ?",
                    JdbcApiKeys::apiKey,
                    organizationId,
                    limit,
                    offset);
            var total = sql.number("select count(*) from api_keys where organization_id = ?", organizationId);
            return new Page<>(items, total, limit, offset);
        });
    }

    @Override
    public boolean revoke(UUID organizationId, UUID keyId) {
        return Sql.with(
                source,
                "revoke an API key",
                sql -> sql.run(
                                "update api_keys set revoked_at = coalesce(revoked_at, ?) where organization_id = ? and id = ?",
                                now(),
                                organizationId,
                                keyId)
                        == 1);
    }

    private void noteUse(Sql sql, ApiKey key) throws SQLException {
        var stale = now().minus(USE_NOTED_EVERY);
        if (key.lastUsedAt().isEmpty() || key.lastUsedAt().get().isBefore(stale)) {
            sql.run(
                    "update api_keys set last_used_at = ? where id = ? and (last_used_at is null or last_used_at < ?)",
                    now(),
                    key.id(),
                    stale);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String hint(Secret key) {
        var text = key.reveal();
        return text.substring(Math.max(0, text.length() - HINT_LENGTH));
    }

    static byte[] hash(Secret key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.reveal().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }

    static ApiKey apiKey(ResultSet row) throws SQLException {
        var k = new Columns(row, "k");
        return new ApiKey(
                k.id("id"),
                k.id("organization_id"),
                k.text("name"),
                Words.in(ApiKey.Role.class, k.text("role")),
                k.flag("operator"),
                k.text("hint"),
                k.instant("created_at"),
                k.instantIfAny("last_used_at"),
                k.instantIfAny("revoked_at"));
    }
}
