package chorus.store;

import chorus.phonebook.Agent;
import chorus.phonebook.AgentRuntime;
import chorus.secret.Sealer;
import chorus.secret.Secret;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// Reads an agent from the columns under `alias`, and unseals its secrets.
record AgentRow(String alias, Sealer sealer) implements Sql.Row<Agent> {
    static final String WEBHOOK_SECRET = "postCallWebhookSecret";

    static String columns(String alias) {
        return Columns.list(
                alias,
                "id",
                "organization_id",
                "name",
                "active",
                "allow_end_call",
                "max_call_duration_ms",
                "first_speaker",
                "greeting",
                "greeting_enabled",
                "first_message_uninterruptible",
                "first_message_delay_ms",
                "hold_message",
                "hold_music_url",
                "webhook_url",
                "webhook_secret",
                "language_hint",
                "system_prompt",
                "runtime",
                "runtime_url",
                "runtime_header_names",
                "runtime_header_values",
                "created_at",
                "updated_at");
    }

    /// The field that a header's value is sealed for.
    static String headerField(String name) {
        return "runtime.headers." + name;
    }

    @Override
    public Agent read(ResultSet row) throws SQLException {
        var a = new Columns(row, alias);
        var id = a.id("id");
        return new Agent(
                id,
                a.id("organization_id"),
                a.text("name"),
                a.flag("active"),
                a.flag("allow_end_call"),
                Duration.ofMillis(a.whole("max_call_duration_ms")),
                Words.in(Agent.FirstSpeaker.class, a.text("first_speaker")),
                a.textIfAny("greeting"),
                a.flag("greeting_enabled"),
                a.flag("first_message_uninterruptible"),
                Duration.ofMillis(a.whole("first_message_delay_ms")),
                a.textIfAny("hold_message"),
                a.textIfAny("hold_music_url").map(URI::create),
                a.textIfAny("webhook_url").map(URI::create),
                a.bytesIfAny("webhook_secret").map(stored -> sealer.open(id, WEBHOOK_SECRET, stored)),
                a.textIfAny("language_hint"),
                a.textIfAny("system_prompt"),
                runtime(a, id),
                a.instant("created_at"),
                a.instant("updated_at"));
    }

    private AgentRuntime runtime(Columns a, UUID id) throws SQLException {
        return a.text("runtime").equals("builtin")
                ? new AgentRuntime.Builtin()
                : new AgentRuntime.WebSocket(URI.create(a.text("runtime_url")), headers(a, id));
    }

    private Map<String, Secret> headers(Columns a, UUID id) throws SQLException {
        var names = a.array("runtime_header_names");
        var values = a.array("runtime_header_values");
        var headers = new LinkedHashMap<String, Secret>();
        for (var i = 0; i < names.length; i++) {
            var name = (String) names[i];
            headers.put(name, sealer.open(id, headerField(name), (byte[]) values[i]));
        }
        return headers;
    }
}
