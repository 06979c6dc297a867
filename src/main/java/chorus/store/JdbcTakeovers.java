package chorus.store;

import chorus.phonebook.Takeover;
import chorus.phonebook.Takeovers;
import chorus.secret.Sealer;
import chorus.secret.Secret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// Takeovers, all but their whereabouts sealed: what an account is asked with, and settings in which others may
/// have put passwords.
final class JdbcTakeovers implements Takeovers {
    static final String KEPT = "takeover";

    private static final String COLUMNS =
            Columns.list("t", "id", "phone_number_id", "number", "resource", "kept", "taken_at");

    private final DataSource source;
    private final Sealer sealer;

    JdbcTakeovers(DataSource source, Sealer sealer) {
        this.source = source;
        this.sealer = sealer;
    }

    @Override
    public void keep(Takeover takeover) {
        var kept = sealer.seal(takeover.id(), KEPT, Secret.of(TakeoverText.write(takeover)));
        Sql.with(
                source,
                "keep how a number stood",
                sql -> sql.run(
                        """
                        insert into takeovers (id, phone_number_id, number, account, resource, kept, taken_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict on constraint takeovers_once do update set id = excluded.id,
                            phone_number_id = excluded.phone_number_id, number = excluded.number, kept = excluded.kept""",
                        takeover.id(),
                        takeover.phoneNumberId(),
                        takeover.number(),
                        takeover.access().account(),
                        takeover.resource(),
                        kept,
                        takeover.at()));
    }

    @Override
    public Optional<Takeover> of(String account, String resource) {
        return Sql.with(
                source,
                "look up how a number stood",
                sql -> sql.first(
                        "select " + COLUMNS + " from takeovers t where t.account = ? and t.resource = ?",
                        this::read,
                        account,
                        resource));
    }

    @Override
    public List<Takeover> left() {
        return Sql.with(
                source, "look up the numbers to put back", sql -> sql.all("select " + COLUMNS + """
                         from takeovers t
                        left join phone_numbers n on n.id = t.phone_number_id and n.number = t.number
                            and n.twilio_account_sid || coalesce('/' || n.twilio_region, '') = t.account
                        where n.id is null order by t.taken_at""", this::read));
    }

    @Override
    public void forget(UUID id) {
        Sql.with(source, "forget how a number stood", sql -> sql.run("delete from takeovers where id = ?", id));
    }

    private Takeover read(ResultSet row) throws SQLException {
        var t = new Columns(row, "t");
        var id = t.id("id");
        var text = TakeoverText.read(sealer.open(id, KEPT, t.bytes("kept")).reveal());
        return new Takeover(
                id,
                t.id("phone_number_id"),
                t.text("number"),
                text.access(),
                t.text("resource"),
                text.before(),
                text.set(),
                t.instant("taken_at"));
    }
}
