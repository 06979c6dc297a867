package chorus.store;

import chorus.phonebook.AddressRange;
import chorus.phonebook.CallRules;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.SipStyle;
import chorus.phonebook.Trunk;
import chorus.secret.Sealer;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Reads a phone number from the columns under `alias`, and unseals its trunk's secrets; writes one too.
record PhoneNumberRow(String alias, Sealer sealer) implements Sql.Row<PhoneNumber> {
    static final String SIP_PASSWORD = "sipPassword";

    static String columns(String alias) {
        var own = Stream.of(
                "id",
                "organization_id",
                "name",
                "number",
                "agent_id",
                "ring_timeout_ms",
                "calls_per_second",
                "max_concurrent_calls",
                "price_per_minute",
                "inbound_headers",
                "metadata",
                "created_at",
                "updated_at");
        return Columns.list(alias, Stream.concat(own, TrunkColumns.ALL.stream()).toArray(String[]::new));
    }

    /// Everything of a number that a change may change.
    static Assignments assignments(PhoneNumber number, Sealer sealer) {
        var rules = number.rules();
        var row = new Assignments()
                .set("name", number.name())
                .set("number", number.number())
                .set("agent_id", number.agentId())
                .set("ring_timeout_ms", rules.ringTimeout().toMillis())
                .set("calls_per_second", rules.callsPerSecond())
                .set("max_concurrent_calls", rules.maxConcurrentCalls())
                .set("price_per_minute", rules.pricePerMinute())
                .set("inbound_headers", rules.inboundHeaders().toArray(String[]::new))
                .json("metadata", Json.write(number.metadata()))
                .set("updated_at", number.updatedAt());
        TrunkColumns.put(number.trunk(), number.id(), sealer, row);
        return row;
    }

    @Override
    public PhoneNumber read(ResultSet row) throws SQLException {
        var n = new Columns(row, alias);
        var id = n.id("id");
        return new PhoneNumber(
                id,
                n.id("organization_id"),
                n.textIfAny("name"),
                n.text("number"),
                trunk(n, id),
                n.idIfAny("agent_id"),
                rules(n),
                Json.map(n.text("metadata")),
                n.instant("created_at"),
                n.instant("updated_at"));
    }

    private static CallRules rules(Columns n) throws SQLException {
        return new CallRules(
                Duration.ofMillis(n.whole("ring_timeout_ms")),
                n.integer("calls_per_second"),
                n.integerIfAny("max_concurrent_calls"),
                n.decimalIfAny("price_per_minute").map(BigDecimal::stripTrailingZeros),
                n.texts("inbound_headers"));
    }

    private Trunk trunk(Columns n, UUID id) throws SQLException {
        var provider = n.text("provider");
        return switch (provider) {
            case "twilio" -> TwilioColumns.trunk(n, id, sealer);
            case "sip" -> sipTrunk(n, id);
            case "voximplant" -> VoximplantColumns.trunk(n, id, sealer);
            default ->
                throw new StoreException("A stored number has the provider '" + provider
                        + "', which this version does not know: it was written by a newer one.");
        };
    }

    private Trunk sipTrunk(Columns n, UUID id) throws SQLException {
        var transport = Words.in(Trunk.Transport.class, n.text("sip_transport"));
        if (n.text("sip_mode").equals("ip_allowlist")) {
            return new Trunk.SipAllowlist(
                    AddressRange.parse(n.text("sip_source")),
                    n.textIfAny("sip_registrar"),
                    login(n, id),
                    n.integer("sip_port"),
                    transport,
                    style(n, transport, false));
        }
        return new Trunk.SipRegistration(
                n.text("sip_username"),
                sealer.open(id, SIP_PASSWORD, n.bytes("sip_password")),
                n.text("sip_registrar"),
                n.integer("sip_port"),
                n.textIfAny("sip_outbound_proxy"),
                n.textIfAny("sip_auth_user"),
                transport,
                style(n, transport, true));
    }

    private Optional<Trunk.Login> login(Columns n, UUID id) throws SQLException {
        var user = n.textIfAny("sip_username");
        return user.isEmpty()
                ? Optional.empty()
                : Optional.of(new Trunk.Login(
                        user.get(),
                        sealer.open(id, SIP_PASSWORD, n.bytes("sip_password")),
                        n.textIfAny("sip_auth_user")));
    }

    private static SipStyle style(Columns n, Trunk.Transport transport, boolean registers) throws SQLException {
        return SipStyle.chosen(
                n.textIfAny("sip_srtp").map(word -> Words.in(SipStyle.Srtp.class, word)),
                n.textIfAny("sip_caller_id").map(word -> Words.in(SipStyle.CallerId.class, word)),
                n.textIfAny("sip_number_format").map(word -> Words.in(SipStyle.NumberFormat.class, word)),
                transport,
                registers);
    }
}
