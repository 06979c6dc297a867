package chorus.fake.voximplant;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// An application of an account: its rules in their order, and its secrets.
public final class VoximplantApplication {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final long id;
    private final String name;
    private final String domain;
    private final boolean secureStorage;
    private final Instant modified = Instant.now();
    private final List<VoximplantRule> rules = new CopyOnWriteArrayList<>();
    private final Map<String, Secret> secrets = new ConcurrentHashMap<>();

    record Secret(long id, String name, String value, String description, Instant modified) {}

    /// @param domain of the account, such as `acme.voximplant.com`
    VoximplantApplication(long id, String name, String domain, boolean secureStorage) {
        this.id = id;
        this.name = name;
        this.domain = domain;
        this.secureStorage = secureStorage;
    }

    public long id() {
        return id;
    }

    /// Without the account's domain.
    public String name() {
        return name;
    }

    String fullName() {
        return name + "." + domain;
    }

    boolean secureStorage() {
        return secureStorage;
    }

    /// In the order in which they are tried.
    public List<VoximplantRule> rules() {
        return List.copyOf(rules);
    }

    /// The rule that an incoming call to this destination takes.
    public Optional<VoximplantRule> ruleFor(String destination) {
        return rules.stream().filter(rule -> rule.matches(destination)).findFirst();
    }

    void add(VoximplantRule rule) {
        rules.add(rule);
    }

    public void remove(VoximplantRule rule) {
        rules.remove(rule);
    }

    void reorder(List<VoximplantRule> inOrder) {
        rules.clear();
        rules.addAll(inOrder);
    }

    /// What `VoxEngine.getSecretValue` gives its scenarios.
    public Optional<String> secret(String secretName) {
        return Optional.ofNullable(secrets.get(secretName)).map(Secret::value);
    }

    /// As its owner does in the control panel.
    public VoximplantApplication keeps(String secretName, String value) {
        secrets.put(secretName, new Secret(VoximplantAccount.nextId(), secretName, value, "", Instant.now()));
        return this;
    }

    public void forgets(String secretName) {
        secrets.remove(secretName);
    }

    Map<String, Secret> secrets() {
        return secrets;
    }

    boolean isCalled(String shortOrFull) {
        return shortOrFull.equals(name) || shortOrFull.equals(fullName());
    }

    ObjectNode described(boolean withRules, boolean withScenarios) {
        var described = JSON.createObjectNode()
                .put("application_id", id)
                .put("application_name", fullName())
                .put("modified", Times.text(modified))
                .put("secure_record_storage", secureStorage);
        if (withRules || withScenarios) {
            var listed = described.putArray("rules");
            rules.forEach(rule -> listed.add(rule.described(withScenarios)));
        }
        return described;
    }
}
