package chorus.store;

import chorus.call.CallFigures;
import chorus.call.CallHistory;
import chorus.call.CallLog;
import chorus.call.Deliveries;
import chorus.call.Ladders;
import chorus.call.NetworkCosts;
import chorus.call.NetworkSessions;
import chorus.phonebook.Agents;
import chorus.phonebook.ApiKeys;
import chorus.phonebook.AuditLog;
import chorus.phonebook.Installations;
import chorus.phonebook.LineHistories;
import chorus.phonebook.Organizations;
import chorus.phonebook.PhoneNumbers;
import chorus.phonebook.Preflights;
import chorus.phonebook.Purchases;
import chorus.phonebook.SignIns;
import chorus.phonebook.Takeovers;
import chorus.secret.Sealer;
import java.time.Clock;

/// The database, opened, with what the other rooms ask of it.
///
/// All state is in the database; several stores may share one.
public final class Store implements AutoCloseable {
    private final Database database;
    private final JdbcOrganizations organizations;
    private final JdbcApiKeys apiKeys;
    private final JdbcSignIns signIns;
    private final JdbcAgents agents;
    private final JdbcPhoneNumbers phoneNumbers;
    private final JdbcLineHistories lineHistories;
    private final JdbcCallLog callLog;
    private final JdbcCallHistory callHistory;
    private final JdbcCallFigures callFigures;
    private final JdbcDeliveries deliveries;
    private final JdbcAuditLog auditLog;
    private final JdbcPreflights preflights;
    private final JdbcLadders ladders;
    private final JdbcTakeovers takeovers;
    private final JdbcInstallations installations;
    private final JdbcNetworkCosts networkCosts;
    private final JdbcNetworkSessions networkSessions;
    private final JdbcPurchases purchases;

    private Store(Database database, StoreOptions options, Sealer sealer, Clock clock) {
        this.database = database;
        var source = database.source();
        this.organizations = new JdbcOrganizations(source, options.maxConcurrentCalls(), clock);
        this.apiKeys = new JdbcApiKeys(source, clock);
        this.signIns = new JdbcSignIns(source, clock);
        this.agents = new JdbcAgents(source, sealer);
        this.phoneNumbers = new JdbcPhoneNumbers(source, sealer, options.maxConcurrentCalls());
        this.lineHistories = new JdbcLineHistories(source);
        this.callLog = new JdbcCallLog(source, options.node());
        this.callHistory = new JdbcCallHistory(source);
        this.callFigures = new JdbcCallFigures(source);
        this.auditLog = new JdbcAuditLog(source);
        this.deliveries = new JdbcDeliveries(source, sealer);
        this.preflights = new JdbcPreflights(source);
        this.ladders = new JdbcLadders(source);
        this.takeovers = new JdbcTakeovers(source, sealer);
        this.installations = new JdbcInstallations(source, sealer);
        this.networkCosts = new JdbcNetworkCosts(source);
        this.networkSessions = new JdbcNetworkSessions(source, sealer);
        this.purchases = new JdbcPurchases(source);
    }

    /// Opens the database, starting it first when it is embedded, and brings its schema up to date.
    ///
    /// @throws StoreException               when it cannot be opened, in one sentence
    /// @throws chorus.secret.UnsealableException when the sealer's key is not the one its secrets were sealed
    /// with
    public static Store open(StoreOptions options, Sealer sealer, Clock clock) {
        var database = Database.open(options);
        try {
            KeyCheck.pass(database.source(), sealer);
            return new Store(database, options, sealer, clock);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    public Organizations organizations() {
        return organizations;
    }

    public ApiKeys apiKeys() {
        return apiKeys;
    }

    public SignIns signIns() {
        return signIns;
    }

    public Agents agents() {
        return agents;
    }

    public PhoneNumbers phoneNumbers() {
        return phoneNumbers;
    }

    public LineHistories lineHistories() {
        return lineHistories;
    }

    public CallLog callLog() {
        return callLog;
    }

    public CallHistory callHistory() {
        return callHistory;
    }

    public CallFigures callFigures() {
        return callFigures;
    }

    public Deliveries deliveries() {
        return deliveries;
    }

    public AuditLog auditLog() {
        return auditLog;
    }

    public Preflights preflights() {
        return preflights;
    }

    public Ladders ladders() {
        return ladders;
    }

    public Purchases purchases() {
        return purchases;
    }

    public Installations installations() {
        return installations;
    }

    public NetworkSessions networkSessions() {
        return networkSessions;
    }

    public NetworkCosts networkCosts() {
        return networkCosts;
    }

    public Takeovers takeovers() {
        return takeovers;
    }

    /// Ends the calls that this node left running when it last died; to be called once at start, before the
    /// first call.
    ///
    /// @return how many there were
    public int endLostCalls(java.time.Instant at) {
        return callLog.endLost(at);
    }

    /// How many calls to unknown numbers were only counted, because their source had left its share of records.
    public long unrecordedUnknownNumbers() {
        return callLog.unrecorded();
    }

    /// Closes the connections and stops an embedded database.
    @Override
    public void close() {
        database.close();
    }
}
