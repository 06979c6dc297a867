package chorus.store;

import chorus.call.NetworkSession;
import chorus.call.NetworkSessions;
import chorus.secret.Sealer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/// Sessions at networks, the addresses that command them sealed.
final class JdbcNetworkSessions implements NetworkSessions {
    static final String CONTROL = "control";

    private static final String ALL = "select "
            + Columns.list("s", "id", "session", "through", "control", "began_at")
            + " from network_sessions s order by s.began_at";

    private final DataSource source;
    private final Sealer sealer;

    JdbcNetworkSessions(DataSource source, Sealer sealer) {
        this.source = source;
        this.sealer = sealer;
    }

    @Override
    public void keep(NetworkSession session) {
        var control = session.control().map(address -> sealer.seal(session.callId(), CONTROL, address));
        Sql.with(
                source,
                "keep a session at a network",
                sql -> sql.run("""
                        insert into network_sessions (id, session, through, control, began_at) values (?, ?, ?, ?, ?)
                        on conflict (id) do update set session = excluded.session, control = excluded.control""", session.callId(), session.session(), session.through(), control, session.began()));
    }

    @Override
    public void forget(UUID callId) {
        Sql.with(
                source,
                "forget a session at a network",
                sql -> sql.run("delete from network_sessions where id = ?", callId));
    }

    @Override
    public List<NetworkSession> all() {
        return Sql.with(source, "read the sessions at networks", sql -> sql.all(ALL, this::read));
    }

    private NetworkSession read(ResultSet row) throws SQLException {
        var s = new Columns(row, "s");
        var id = s.id("id");
        return new NetworkSession(
                id,
                s.text("session"),
                s.id("through"),
                s.bytesIfAny("control").map(bytes -> sealer.open(id, CONTROL, bytes)),
                s.instant("began_at"));
    }
}
