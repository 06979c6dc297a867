package chorus.store;

import chorus.phonebook.Installation;
import chorus.phonebook.Installation.Bound;
import chorus.phonebook.Installations;
import chorus.phonebook.VoximplantAccount;
import chorus.phonebook.VoximplantAccount.ApiKey;
import chorus.phonebook.VoximplantAccount.ServiceKey;
import chorus.secret.Sealer;
import chorus.secret.Secret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/// Installations, what their accounts are asked with and their keys sealed.
final class JdbcInstallations implements Installations {
    static final String KEPT = "installation";

    private static final String ALL = "select "
            + Columns.list("i", "id", "account", "application", "kept", "marks", "installed_at")
            + " from installations i order by i.installed_at, i.id";
    private static final String BOUND = "select "
            + Columns.list("b", "installation_id", "phone_number_id", "number", "marks")
            + " from installed_numbers b order by b.number";

    private final DataSource source;
    private final Sealer sealer;

    JdbcInstallations(DataSource source, Sealer sealer) {
        this.source = source;
        this.sealer = sealer;
    }

    @Override
    public List<Installation> all() {
        return Sql.with(source, "read what is installed", sql -> sql.all(ALL, this::read));
    }

    @Override
    public List<Bound> bound() {
        return Sql.with(
                source, "read the numbers that are installed", sql -> sql.all(BOUND, JdbcInstallations::number));
    }

    @Override
    public void keep(Installation installation) {
        var kept = sealer.seal(installation.id(), KEPT, Secret.of(text(installation)));
        Sql.with(
                source,
                "keep what is installed",
                sql -> sql.run(
                        """
                        insert into installations (id, account, application, kept, marks, installed_at)
                        values (?, ?, ?, ?, ?::jsonb, ?)
                        on conflict (id) do update set kept = excluded.kept, marks = excluded.marks""",
                        installation.id(),
                        installation.access().accountId(),
                        installation.application(),
                        kept,
                        Json.write(installation.marks()),
                        installation.at()));
    }

    @Override
    public void keep(Bound number) {
        Sql.with(
                source,
                "keep that a number is installed",
                sql -> sql.run(
                        """
                        insert into installed_numbers (installation_id, phone_number_id, number, marks)
                        values (?, ?, ?, ?::jsonb)
                        on conflict (installation_id, number) do update set
                            phone_number_id = excluded.phone_number_id, marks = excluded.marks""",
                        number.installationId(),
                        number.phoneNumberId(),
                        number.number(),
                        Json.write(number.marks())));
    }

    @Override
    public void forget(UUID id) {
        Sql.with(source, "forget an installation", sql -> sql.run("delete from installations where id = ?", id));
    }

    @Override
    public void forget(Bound number) {
        Sql.with(
                source,
                "forget a number that was installed",
                sql -> sql.run(
                        "delete from installed_numbers where installation_id = ? and number = ?",
                        number.installationId(),
                        number.number()));
    }

    private Installation read(ResultSet row) throws SQLException {
        var i = new Columns(row, "i");
        var id = i.id("id");
        var kept = Json.map(sealer.open(id, KEPT, i.bytes("kept")).reveal());
        return new Installation(
                id,
                access(i.text("account"), kept),
                i.text("application"),
                secret(kept, "key"),
                marks(i.text("marks")),
                i.instant("installed_at"));
    }

    private static Bound number(ResultSet row) throws SQLException {
        var b = new Columns(row, "b");
        return new Bound(b.id("installation_id"), b.id("phone_number_id"), b.text("number"), marks(b.text("marks")));
    }

    private static String text(Installation installation) {
        var kept = new LinkedHashMap<String, Object>();
        kept.put("key", installation.key().reveal());
        switch (installation.access().key()) {
            case ApiKey(var secret) -> kept.put("apiKey", secret.reveal());
            case ServiceKey(var id, var secret) -> {
                kept.put("keyId", id);
                kept.put("privateKey", secret.reveal());
            }
        }
        return Json.write(kept);
    }

    private static VoximplantAccount access(String account, Map<String, Object> kept) {
        return new VoximplantAccount(
                account,
                kept.containsKey("apiKey")
                        ? new ApiKey(secret(kept, "apiKey"))
                        : new ServiceKey(String.valueOf(kept.get("keyId")), secret(kept, "privateKey")));
    }

    private static Secret secret(Map<String, Object> kept, String name) {
        return Secret.of(String.valueOf(kept.get(name)));
    }

    private static Map<String, String> marks(String json) {
        var marks = new LinkedHashMap<String, String>();
        Json.map(json).forEach((name, mark) -> marks.put(name, String.valueOf(mark)));
        return marks;
    }
}
