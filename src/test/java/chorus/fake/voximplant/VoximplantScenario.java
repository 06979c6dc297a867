package chorus.fake.voximplant;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/// A scenario in an account: JavaScript under a name, in one application's folder or in the shared one.
public final class VoximplantScenario {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final long id;
    private final Optional<VoximplantApplication> folder;
    private volatile String name;
    private volatile String script;
    private volatile Instant modified = Instant.now();
    private int edits;

    VoximplantScenario(long id, Optional<VoximplantApplication> folder, String name, String script) {
        this.id = id;
        this.folder = folder;
        this.name = name;
        this.script = script;
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String script() {
        return script;
    }

    /// How often it was replaced since it was added.
    public int edits() {
        return edits;
    }

    /// As its owner does in the control panel.
    public void becomes(String otherScript) {
        script = otherScript;
        modified = Instant.now();
    }

    void edit(Optional<String> newName, Optional<String> newScript) {
        newName.ifPresent(it -> name = it);
        newScript.ifPresent(this::becomes);
        edits++;
    }

    Optional<VoximplantApplication> folder() {
        return folder;
    }

    boolean isIn(VoximplantApplication application) {
        return folder.map(application::equals).orElse(true);
    }

    ObjectNode described(boolean withScript) {
        var described = JSON.createObjectNode()
                .put("scenario_id", id)
                .put("scenario_name", name)
                .put("modified", Times.text(modified))
                .put("parent", false);
        return withScript ? described.put("scenario_script", script) : described;
    }
}
