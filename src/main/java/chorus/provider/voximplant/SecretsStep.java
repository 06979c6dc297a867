package chorus.provider.voximplant;

import chorus.phonebook.Installation;
import chorus.provider.Standing;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Tells the scenario where we are, and the key that its requests are signed with.
final class SecretsStep implements Setup.Step {
    static final String URL = "CHORUS_URL";
    static final String KEY = "CHORUS_KEY";

    private final VoximplantUrls urls;

    SecretsStep(VoximplantUrls urls) {
        this.urls = urls;
    }

    @Override
    public String name() {
        return "secrets";
    }

    @Override
    public Optional<Standing> take(Setup setup) {
        return setup.ask(of(setup, VoximplantRequest.read("GetSecrets")), done -> {
            var there = StreamSupport.stream(done.items().spliterator(), false)
                    .map(one -> one.path("secret_name").asText())
                    .collect(Collectors.toSet());
            return there.contains(URL) ? look(setup, there) : set(setup, there);
        });
    }

    private Optional<Standing> look(Setup setup, Set<String> there) {
        var request = of(setup, VoximplantRequest.read("GetSecretValue")).with("secret_name", URL);
        return setup.ask(request, done -> {
            var now = value(done.body());
            var wanted = urls.link(setup.installation());
            if (!isOurs(setup.installation(), now) && !setup.repair()) {
                return setup.failed("Application " + setup.installation().application() + " serves another Chorus, at "
                        + place(now) + ": choose another voximplantApplicationName, or take it over with "
                        + setup.repairing() + ".");
            }
            var isSet = now.equals(wanted)
                    && there.contains(KEY)
                    && setup.installation().mark(Marks.SECRETS).orElse("").equals(wanted);
            return isSet && !setup.repair() ? Optional.empty() : set(setup, there);
        });
    }

    private Optional<Standing> set(Setup setup, Set<String> there) {
        var url = urls.link(setup.installation());
        var key = setup.installation().key().reveal();
        return keep(setup, KEY, key, there)
                .or(() -> keep(setup, URL, url, there))
                .or(() -> setup.mark(Marks.SECRETS, url));
    }

    private static Optional<Standing> keep(Setup setup, String name, String value, Set<String> there) {
        var request =
                there.contains(name) ? VoximplantRequest.set("SetSecretInfo") : VoximplantRequest.make("AddSecret");
        return setup.ask(
                of(setup, request).with("secret_name", name).with("secret_value", value), _ -> Optional.empty());
    }

    private static VoximplantRequest of(Setup setup, VoximplantRequest request) {
        return request.with(
                "application_id", setup.installation().mark(Marks.APPLICATION).orElseThrow());
    }

    static boolean isOurs(Installation installation, String url) {
        return url.endsWith(VoximplantUrls.PREFIX + VoximplantUrls.link(installation.id()));
    }

    static String value(JsonNode body) {
        return body.path("result").path(0).path("secret_value").asText();
    }

    /// Without the link, which is nobody's business.
    private static String place(String url) {
        var at = url.indexOf(VoximplantUrls.PREFIX);
        return at < 0 ? "an address that is none of ours" : url.substring(0, at);
    }
}
