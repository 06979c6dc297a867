package chorus.provider.voximplant;

import chorus.phonebook.Installation;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells whose an application is by now: another Chorus may have taken it over, with everything that we put into it.
final class Ownership {
    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

    private final VoximplantRest rest;

    enum Owner {
        /// Or nobody: no other address stands there.
        US,
        ANOTHER,
        /// Voximplant could not be asked.
        UNKNOWN
    }

    Ownership(VoximplantRest rest) {
        this.rest = rest;
    }

    Owner of(Installation installation) {
        var application = installation.mark(Marks.APPLICATION);
        if (application.isEmpty()) {
            return Owner.US;
        }
        var list = VoximplantRequest.read("GetSecrets")
                .with("application_id", application.get())
                .with("secret_name_part", SecretsStep.URL);
        return switch (rest.ask(installation.access(), list)) {
            case VoximplantAnswer.Done done ->
                StreamSupport.stream(done.items().spliterator(), false)
                                .anyMatch(
                                        one -> one.path("secret_name").asText().equals(SecretsStep.URL))
                        ? named(installation, application.get())
                        : Owner.US;
            case VoximplantAnswer.Refused refused -> refused(installation, refused);
            case VoximplantAnswer.Unavailable _ -> Owner.UNKNOWN;
        };
    }

    private Owner named(Installation installation, String application) {
        var request = VoximplantRequest.read("GetSecretValue")
                .with("application_id", application)
                .with("secret_name", SecretsStep.URL);
        return switch (rest.ask(installation.access(), request)) {
            case VoximplantAnswer.Done(var body) ->
                SecretsStep.isOurs(installation, SecretsStep.value(body)) ? Owner.US : Owner.ANOTHER;
            case VoximplantAnswer.Refused refused -> refused(installation, refused);
            case VoximplantAnswer.Unavailable _ -> Owner.UNKNOWN;
        };
    }

    private static Owner refused(Installation installation, VoximplantAnswer.Refused refused) {
        if (refused.meaning() == VoximplantError.GONE) {
            return Owner.US;
        }
        LOG.warn(
                "application {} of Voximplant account {} is left as it is, for nobody tells whose it is: {}",
                installation.application(),
                installation.access().accountId(),
                refused.sentence());
        return Owner.ANOTHER;
    }
}
