package chorus.store;

import chorus.phonebook.ApiKey;
import chorus.phonebook.SignIns;
import chorus.secret.Secret;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.sql.DataSource;

/// Sign-ins, their tokens kept as hashes only. Each key may have so many, and the oldest make room.
final class JdbcSignIns implements SignIns {
    private static final int TOKEN_BYTES = 32;
    private static final int MOST_OF_A_KEY = 100;

    private final DataSource source;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    JdbcSignIns(DataSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    @Override
    public Secret open(ApiKey key, Instant until) {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        var token = Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        Sql.inTransaction(source, "keep a sign-in", sql -> {
            sql.run("""
                    delete from sign_ins where expires_at <= ? or hash in (
                        select hash from sign_ins where api_key_id = ? order by expires_at desc offset ?)
                    """, clock.instant(), key.id(), MOST_OF_A_KEY - 1);
            return sql.run(
                    "insert into sign_ins (hash, api_key_id, expires_at) values (?, ?, ?)",
                    JdbcApiKeys.hash(token),
                    key.id(),
                    until);
        });
        return token;
    }

    @Override
    public Optional<SignIn> find(Secret token) {
        return Sql.with(
                source,
                "look up a sign-in",
                sql -> sql.first(
                        "select " + JdbcApiKeys.COLUMNS + ", s.expires_at as s_expires_at"
                                + " from sign_ins s join api_keys k on k.id = s.api_key_id"
                                + " where s.hash = ? and s.expires_at > ? and k.revoked_at is null",
                        row -> new SignIn(JdbcApiKeys.apiKey(row), new Columns(row, "s").instant("expires_at")),
                        JdbcApiKeys.hash(token),
                        clock.instant()));
    }

    @Override
    public void close(Secret token) {
        Sql.with(
                source,
                "end a sign-in",
                sql -> sql.run("delete from sign_ins where hash = ?", JdbcApiKeys.hash(token)));
    }
}
