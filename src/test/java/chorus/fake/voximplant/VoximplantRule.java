package chorus.fake.voximplant;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A rule of an application: which destinations lead to which scenarios.
public final class VoximplantRule {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final long id;
    private final VoximplantApplication application;
    private final List<VoximplantScenario> scenarios = new CopyOnWriteArrayList<>();
    private volatile String name;
    private volatile Pattern pattern;
    private volatile Optional<Pattern> exclude = Optional.empty();
    private volatile Instant modified = Instant.now();

    VoximplantRule(long id, VoximplantApplication application, String name, String pattern) {
        this.id = id;
        this.application = application;
        this.name = name;
        this.pattern = compiled(pattern);
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String pattern() {
        return pattern.pattern();
    }

    public VoximplantApplication application() {
        return application;
    }

    public List<VoximplantScenario> scenarios() {
        return List.copyOf(scenarios);
    }

    /// Whether an incoming call to this destination takes the rule.
    public boolean matches(String destination) {
        return pattern.matcher(destination).matches()
                && exclude.filter(it -> it.matcher(destination).matches()).isEmpty();
    }

    /// As its owner does in the control panel.
    public VoximplantRule pattern(String regex) {
        pattern = compiled(regex);
        return this;
    }

    void edit(Optional<String> newName, Optional<String> newPattern, Optional<String> newExclude) {
        newPattern.ifPresent(this::pattern);
        newExclude.ifPresent(it -> exclude = Optional.of(compiled(it)));
        newName.ifPresent(it -> name = it);
        modified = Instant.now();
    }

    void bind(VoximplantScenario scenario) {
        if (!scenarios.contains(scenario)) {
            scenarios.add(scenario);
        }
    }

    public void unbind(VoximplantScenario scenario) {
        scenarios.remove(scenario);
    }

    ObjectNode described(boolean withScenarios) {
        var described = JSON.createObjectNode()
                .put("rule_id", id)
                .put("application_id", application.id())
                .put("rule_name", name)
                .put("rule_pattern", pattern.pattern())
                .put("video_conference", false)
                .put("modified", Times.text(modified));
        exclude.ifPresent(it -> described.put("rule_pattern_exclude", it.pattern()));
        if (withScenarios) {
            var listed = described.putArray("scenarios");
            scenarios.forEach(scenario -> listed.add(scenario.described(false)));
        }
        return described;
    }

    private static Pattern compiled(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw ApiFault.INVALID_RULE_PATTERN.refused();
        }
    }
}
