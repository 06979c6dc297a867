package chorus.store;

import chorus.phonebook.Agent;
import chorus.phonebook.FieldProblem;
import chorus.phonebook.Page;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.PhoneNumbers;
import chorus.phonebook.Trunk;
import chorus.secret.Sealer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/// Phone numbers, with their trunks' secrets sealed.
final class JdbcPhoneNumbers implements PhoneNumbers {
    private static final String COLUMNS = PhoneNumberRow.columns("n");
    private static final String LOOK_UP =
            "select " + COLUMNS + ", " + OrganizationRow.columns("o") + ", " + AgentRow.columns("a") + """
             from phone_numbers n
            join organizations o on o.id = n.organization_id
            left join agents a on a.id = n.agent_id
            where n.id = ?""";

    private static final String LOOK_UP_AGENT =
            "select " + OrganizationRow.columns("o") + ", " + AgentRow.columns("a") + """
             from agents a
            join organizations o on o.id = a.organization_id
            where a.organization_id = ? and a.id = ?""";

    private final DataSource source;
    private final Sealer sealer;
    private final PhoneNumberRow row;
    private final OrganizationRow organization;
    private final AgentRow agent;

    JdbcPhoneNumbers(DataSource source, Sealer sealer, int maxConcurrentCalls) {
        this.source = source;
        this.sealer = sealer;
        this.row = new PhoneNumberRow("n", sealer);
        this.organization = new OrganizationRow("o", maxConcurrentCalls);
        this.agent = new AgentRow("a", sealer);
    }

    @Override
    public Stored add(PhoneNumber number) {
        var columns = PhoneNumberRow.assignments(number, sealer)
                .set("id", number.id())
                .set("organization_id", number.organizationId())
                .set("created_at", number.createdAt());
        return Sql.with(
                source,
                "add a phone number",
                sql -> saved(
                                number,
                                () -> sql.first(
                                        columns.insert("phone_numbers", "n") + " returning " + COLUMNS,
                                        row,
                                        columns.values()))
                        .orElseThrow());
    }

    @Override
    public Optional<PhoneNumber> find(UUID organizationId, UUID id) {
        return Sql.with(
                source,
                "look up a phone number",
                sql -> sql.first(
                        "select " + COLUMNS + " from phone_numbers n where n.organization_id = ? and n.id = ?",
                        row,
                        organizationId,
                        id));
    }

    @Override
    public Page<PhoneNumber> list(UUID organizationId, int limit, int offset) {
        return Sql.with(source, "list the phone numbers", sql -> {
            var items = sql.all(
                    "select " + COLUMNS
                            + " from phone_numbers n where n.organization_id = ? order by n.created_at desc, n.id limit ? offset ?",
                    row,
                    organizationId,
                    limit,
                    offset);
            var total = sql.number("select count(*) from phone_numbers where organization_id = ?", organizationId);
            return new Page<>(items, total, limit, offset);
        });
    }

    @Override
    public Optional<Stored> replace(PhoneNumber number, Instant unchangedSince) {
        var columns = PhoneNumberRow.assignments(number, sealer);
        return Sql.with(
                source,
                "change a phone number",
                sql -> saved(
                        number,
                        () -> sql.first(
                                columns.update("phone_numbers", "n")
                                        + " where n.organization_id = ? and n.id = ? and n.updated_at = ? returning "
                                        + COLUMNS,
                                row,
                                columns.values(number.organizationId(), number.id(), unchangedSince))));
    }

    @Override
    public Optional<PhoneNumber> remove(UUID organizationId, UUID id) {
        return Sql.with(
                source,
                "remove a phone number",
                sql -> sql.first(
                        "delete from phone_numbers n where n.organization_id = ? and n.id = ? returning " + COLUMNS,
                        row,
                        organizationId,
                        id));
    }

    @Override
    public Map<UUID, UUID> owners(Collection<UUID> ids) {
        return Sql.with(
                        source,
                        "look up whose phone numbers these are",
                        sql -> sql.all(
                                "select id, organization_id from phone_numbers where id = any(?)",
                                found -> Map.entry(found.getObject(1, UUID.class), found.getObject(2, UUID.class)),
                                (Object) ids.toArray(UUID[]::new)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public List<PhoneNumber> all() {
        return Sql.with(
                source,
                "read the phone numbers",
                sql -> sql.all("select " + COLUMNS + " from phone_numbers n order by n.created_at, n.id", row));
    }

    @Override
    public Optional<Listing> lookUp(UUID id) {
        return Sql.with(source, "look up a phone number", sql -> sql.first(LOOK_UP, this::listing, id));
    }

    @Override
    public Optional<Listing> lookUp(PhoneNumber number) {
        return number.trunk() instanceof Trunk.Browser ? lookUpAgent(number) : lookUp(number.id());
    }

    private Optional<Listing> lookUpAgent(PhoneNumber number) {
        return Sql.with(
                source,
                "look up the agent of a browser's call",
                sql -> sql.first(
                        LOOK_UP_AGENT,
                        result -> new Listing(number, organization.read(result), Optional.of(agent.read(result))),
                        number.organizationId(),
                        number.agentId()));
    }

    private Listing listing(ResultSet result) throws SQLException {
        var number = row.read(result);
        var assigned = number.agentId().isPresent() ? Optional.of(agent.read(result)) : Optional.<Agent>empty();
        return new Listing(number, organization.read(result), assigned);
    }

    /// One write of a number, which the database's rules may keep out.
    private interface Write {
        Optional<PhoneNumber> run() throws SQLException;
    }

    private static Optional<Stored> saved(PhoneNumber number, Write write) throws SQLException {
        try {
            return write.run().map(Stored.Saved::new);
        } catch (SQLException e) {
            return Optional.of(
                    refusal(number, Sql.brokenConstraint(e).orElse("")).orElseThrow(() -> e));
        }
    }

    private static Optional<Stored> refusal(PhoneNumber number, String constraint) {
        return switch (constraint) {
            case "phone_numbers_e164" ->
                taken(number.number() + " is already connected through "
                        + number.trunk().provider() + " on this instance: a number is connected once per provider.");
            case "phone_numbers_at_registrar" ->
                taken("Extension " + number.number()
                        + " is already connected at this sipProxy: change the other number, or use another extension.");
            case "phone_numbers_at_source" ->
                taken("Extension " + number.number()
                        + " is already connected for this sipIp: change the other number, or use another extension.");
            case "phone_numbers_agent" ->
                Optional.of(new Stored.Refused(
                        new FieldProblem("agentId", "There is no such agent in this organization."), false));
            default -> Optional.empty();
        };
    }

    private static Optional<Stored> taken(String why) {
        return Optional.of(new Stored.Refused(new FieldProblem("number", why), true));
    }
}
