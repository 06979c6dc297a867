package chorus.phonebook;

import chorus.secret.Secret;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What we have put into an application of an account at Voximplant, so that calls of its numbers come here.
///
/// @param id     also names the link between the scenario there and us
/// @param access what the account is asked with
/// @param key    proves what the scenario sends
/// @param marks  what was done so far, such as the ids that things got there, by name
public record Installation(
        UUID id, VoximplantAccount access, String application, Secret key, Map<String, String> marks, Instant at) {
    public Installation {
        marks = Map.copyOf(marks);
    }

    public Optional<String> mark(String name) {
        return Optional.ofNullable(marks.get(name));
    }

    /// This one with one more mark, or another in its place; with an empty one, without it.
    public Installation with(String name, String mark) {
        return new Installation(id, access, application, key, changed(marks, name, mark), at);
    }

    public Installation with(VoximplantAccount otherAccess) {
        return new Installation(id, otherAccess, application, key, marks, at);
    }

    static Map<String, String> changed(Map<String, String> marks, String name, String mark) {
        var changed = new LinkedHashMap<>(marks);
        if (mark.isEmpty()) {
            changed.remove(name);
        } else {
            changed.put(name, mark);
        }
        return changed;
    }

    /// A number that is bound to an installation.
    ///
    /// @param phoneNumberId of our number when it was bound
    /// @param number        E.164
    public record Bound(UUID installationId, UUID phoneNumberId, String number, Map<String, String> marks) {
        public Bound {
            marks = Map.copyOf(marks);
        }

        public Optional<String> mark(String name) {
            return Optional.ofNullable(marks.get(name));
        }

        public Bound with(String name, String mark) {
            return new Bound(installationId, phoneNumberId, number, changed(marks, name, mark));
        }
    }
}
