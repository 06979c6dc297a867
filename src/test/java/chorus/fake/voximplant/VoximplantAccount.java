package chorus.fake.voximplant;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// An account at Voximplant: its keys, and everything that is in it.
///
/// Methods of the management API run one at a time for each account, on its lock.
public final class VoximplantAccount {
    private static final AtomicLong IDS = new AtomicLong(10_000);

    private final long id;
    private final String name;
    private final String apiKey;
    private final List<ServiceAccount> serviceAccounts = new CopyOnWriteArrayList<>();
    private final List<VoximplantApplication> applications = new CopyOnWriteArrayList<>();
    private final List<VoximplantScenario> scenarios = new CopyOnWriteArrayList<>();
    private final List<VoximplantNumber> numbers = new CopyOnWriteArrayList<>();
    private final List<String> callerIds = new CopyOnWriteArrayList<>();
    private final List<PastSession> sessions = new CopyOnWriteArrayList<>();
    private volatile BigDecimal balance = new BigDecimal("25.50");
    private volatile boolean active = true;
    private volatile boolean frozen;

    VoximplantAccount(long id, String name) {
        this.id = id;
        this.name = name;
        this.apiKey = "%08x-1c5f-4f9e-8d5a-0123456789ab".formatted(id);
    }

    static long nextId() {
        return IDS.incrementAndGet();
    }

    public long id() {
        return id;
    }

    public String apiKey() {
        return apiKey;
    }

    String name() {
        return name;
    }

    String domain() {
        return name + ".n1.voximplant.com";
    }

    // As its owner does in the control panel.

    /// A new key that may do everything; its file is what `voximplantServiceAccount` takes.
    public ServiceAccount serviceAccount() {
        return serviceAccount(true);
    }

    public ServiceAccount serviceAccount(boolean withRoles) {
        var key = "k" + nextId() + "-9f2d-4c1b-a7e3-5d8c6b4a2f10";
        var made = ServiceAccount.made(id, name + "@example.com", key, withRoles);
        serviceAccounts.add(made);
        return made;
    }

    public void revoke(ServiceAccount key) {
        serviceAccounts.remove(key);
    }

    /// @param e164 with or without its plus
    public VoximplantNumber has(String e164) {
        var number = new VoximplantNumber(nextId(), digits(e164));
        numbers.add(number);
        return number;
    }

    /// Another program's application, with one rule and one scenario in it.
    public VoximplantApplication hasApplication(String applicationName, String pattern, String script) {
        var application = new VoximplantApplication(nextId(), applicationName, domain(), false);
        var rule = new VoximplantRule(nextId(), application, applicationName + "-rule", pattern);
        var scenario = new VoximplantScenario(nextId(), Optional.of(application), applicationName + "-script", script);
        rule.bind(scenario);
        application.add(rule);
        applications.add(application);
        scenarios.add(scenario);
        return application;
    }

    public void verified(String e164) {
        callerIds.add(digits(e164));
    }

    public void balance(String amount) {
        balance = new BigDecimal(amount);
    }

    public void inactive() {
        active = false;
    }

    public void freeze() {
        frozen = true;
    }

    // What is in it.

    public List<VoximplantApplication> applications() {
        return applications;
    }

    /// The application of this name, which must be there.
    public VoximplantApplication application(String applicationName) {
        return applications.stream()
                .filter(one -> one.isCalled(applicationName))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No application " + applicationName + " among "
                        + applications.stream().map(VoximplantApplication::name).toList()));
    }

    public List<VoximplantScenario> scenarios() {
        return scenarios;
    }

    public List<VoximplantNumber> numbers() {
        return numbers;
    }

    public Optional<VoximplantNumber> number(String e164) {
        return numbers.stream().filter(one -> one.digits().equals(digits(e164))).findFirst();
    }

    public List<String> callerIds() {
        return callerIds;
    }

    /// Every session that ran here, oldest first.
    public List<PastSession> sessions() {
        return sessions;
    }

    /// Voximplant lets an account call from what it rents, or has verified.
    boolean mayCallFrom(String digits) {
        return callerIds.contains(digits) || number(digits).isPresent();
    }

    List<ServiceAccount> serviceAccounts() {
        return serviceAccounts;
    }

    BigDecimal balance() {
        return balance;
    }

    void pay(BigDecimal price) {
        if (balance.compareTo(price) < 0) {
            throw ApiFault.INSUFFICIENT_MONEY.refused();
        }
        balance = balance.subtract(price);
    }

    boolean isActive() {
        return active;
    }

    boolean isFrozen() {
        return frozen;
    }

    static String digits(String e164) {
        return e164.startsWith("+") ? e164.substring(1) : e164;
    }
}
