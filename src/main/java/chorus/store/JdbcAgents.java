package chorus.store;

import chorus.phonebook.Agent;
import chorus.phonebook.AgentRuntime;
import chorus.phonebook.Agents;
import chorus.phonebook.Page;
import chorus.secret.Sealer;
import chorus.secret.Secret;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// Agents, with their secrets sealed.
final class JdbcAgents implements Agents {
    private static final String COLUMNS = AgentRow.columns("a");

    private final DataSource source;
    private final Sealer sealer;
    private final AgentRow row;

    JdbcAgents(DataSource source, Sealer sealer) {
        this.source = source;
        this.sealer = sealer;
        this.row = new AgentRow("a", sealer);
    }

    @Override
    public Agent add(Agent agent) {
        var columns = assignments(agent)
                .set("id", agent.id())
                .set("organization_id", agent.organizationId())
                .set("created_at", agent.createdAt());
        return Sql.with(
                source,
                "add an agent",
                sql -> sql.first(columns.insert("agents", "a") + " returning " + COLUMNS, row, columns.values())
                        .orElseThrow());
    }

    @Override
    public Optional<Agent> find(UUID organizationId, UUID id) {
        return Sql.with(
                source,
                "look up an agent",
                sql -> sql.first(
                        "select " + COLUMNS + " from agents a where a.organization_id = ? and a.id = ?",
                        row,
                        organizationId,
                        id));
    }

    @Override
    public Page<Agent> list(UUID organizationId, int limit, int offset) {
        return Sql.with(source, "list the agents", sql -> {
            var items = sql.all(
                    "select " + COLUMNS
                            + " from agents a where a.organization_id = ? order by a.created_at desc, a.id limit ? offset ?",
                    row,
                    organizationId,
                    limit,
                    offset);
            var total = sql.number("select count(*) from agents where organization_id = ?", organizationId);
            return new Page<>(items, total, limit, offset);
        });
    }

    @Override
    public Optional<Agent> replace(Agent agent, Instant unchangedSince) {
        var columns = assignments(agent);
        return Sql.with(
                source,
                "change an agent",
                sql -> sql.first(
                        columns.update("agents", "a")
                                + " where a.organization_id = ? and a.id = ? and a.updated_at = ? returning "
                                + COLUMNS,
                        row,
                        columns.values(agent.organizationId(), agent.id(), unchangedSince)));
    }

    /// The foreign key decides, so that a number assigned at the same moment keeps its agent.
    @Override
    public Removal remove(UUID organizationId, UUID id) {
        return Sql.with(source, "remove an agent", sql -> {
            try {
                return sql.run("delete from agents where organization_id = ? and id = ?", organizationId, id) == 1
                        ? new Removal.Removed()
                        : new Removal.NotFound();
            } catch (SQLException e) {
                if (!Sql.FOREIGN_KEY_VIOLATION.equals(e.getSQLState())) {
                    throw e;
                }
                var numbers = sql.number("select count(*) from phone_numbers where agent_id = ?", id);
                return new Removal.StillAssigned(Math.max(1, Math.toIntExact(numbers)));
            }
        });
    }

    /// Everything of an agent that a change may change.
    private Assignments assignments(Agent agent) {
        var runtime = new RuntimeColumns(agent);
        return new Assignments()
                .set("name", agent.name())
                .set("active", agent.active())
                .set("allow_end_call", agent.allowEndCall())
                .set("max_call_duration_ms", agent.maxCallDuration().toMillis())
                .set("first_speaker", agent.firstSpeaker().code())
                .set("greeting", agent.greeting())
                .set("greeting_enabled", agent.greetingEnabled())
                .set("first_message_uninterruptible", agent.firstMessageUninterruptible())
                .set("first_message_delay_ms", agent.firstMessageDelay().toMillis())
                .set("hold_message", agent.holdMessage())
                .set("hold_music_url", agent.holdMusicUrl().map(URI::toString))
                .set("webhook_url", agent.postCallWebhookUrl().map(URI::toString))
                .set("webhook_secret", webhookSecret(agent))
                .set("language_hint", agent.languageHint())
                .set("system_prompt", agent.systemPrompt())
                .set("runtime", runtime.type())
                .set("runtime_url", runtime.url())
                .set("runtime_header_names", runtime.headerNames())
                .set("runtime_header_values", runtime.headerValues(sealer))
                .set("updated_at", agent.updatedAt());
    }

    private Optional<byte[]> webhookSecret(Agent agent) {
        return agent.postCallWebhookSecret().map(secret -> sealer.seal(agent.id(), AgentRow.WEBHOOK_SECRET, secret));
    }

    /// An agent's runtime as columns; a header's name stands at the same place as its sealed value.
    private record RuntimeColumns(Agent agent) {
        String type() {
            return switch (agent.runtime()) {
                case AgentRuntime.Builtin() -> "builtin";
                case AgentRuntime.WebSocket socket -> "websocket";
            };
        }

        Optional<String> url() {
            return switch (agent.runtime()) {
                case AgentRuntime.Builtin() -> Optional.empty();
                case AgentRuntime.WebSocket socket -> Optional.of(socket.url().toString());
            };
        }

        String[] headerNames() {
            return headers().keySet().toArray(String[]::new);
        }

        byte[][] headerValues(Sealer sealer) {
            return headers().entrySet().stream()
                    .map(header -> sealer.seal(agent.id(), AgentRow.headerField(header.getKey()), header.getValue()))
                    .toArray(byte[][]::new);
        }

        private Map<String, Secret> headers() {
            return switch (agent.runtime()) {
                case AgentRuntime.Builtin() -> Map.of();
                case AgentRuntime.WebSocket socket -> socket.headers();
            };
        }
    }
}
