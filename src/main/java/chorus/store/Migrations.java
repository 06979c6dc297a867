package chorus.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings the schema up to date.
///
/// Flyway takes longer to look than everything else at start, so it is only asked when the hash of the migrations
/// that the schema was made from is not the hash of ours.
final class Migrations {
    /// Every file in `db/migration`, in order.
    static final List<String> FILES = List.of(
            "V1__phonebook_and_calls.sql",
            "V2__calls_out.sql",
            "V3__line_histories.sql",
            "V4__organization_prices.sql",
            "V5__call_quality.sql",
            "V6__ladders.sql",
            "V7__preflights.sql",
            "V8__transfers.sql",
            "V10__twilio.sql",
            "V12__calls_by_sid.sql",
            "V13__voximplant.sql",
            "V14__sign_ins_and_figures.sql",
            "V15__webhook_deliveries.sql",
            "V16__audit_log.sql",
            "V17__timelines.sql");

    private static final String UNDEFINED_TABLE = "42P01";

    private Migrations() {}

    static void apply(DataSource source) {
        var ours = hash();
        if (!ours.equals(madeFrom(source))) {
            migrate(source);
            Sql.with(source, "note the schema's origin", sql -> sql.run("""
                    insert into schema_made_from (hash) values (?)
                    on conflict (singleton) do update set hash = excluded.hash
                    """, ours));
        }
    }

    private static void migrate(DataSource source) {
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:db/migration")
                    .failOnMissingLocations(true)
                    .skipDefaultCallbacks(true)
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StoreException("Could not bring the database's schema up to date.", e);
        }
    }

    private static String madeFrom(DataSource source) {
        return Sql.with(source, "read the schema's origin", sql -> {
            try {
                return sql.first("select hash from schema_made_from", row -> row.getString(1))
                        .orElse("");
            } catch (SQLException e) {
                if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                    return "";
                }
                throw e;
            }
        });
    }

    private static String hash() {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            for (var file : FILES) {
                sha.update(content(file));
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }

    private static byte[] content(String file) {
        try (var stream = Migrations.class.getResourceAsStream("/db/migration/" + file)) {
            if (stream == null) {
                throw new IllegalStateException("The migration " + file + " is missing in this build.");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the migration " + file + ".", e);
        }
    }
}
