package chorus.phonebook;

import chorus.secret.Secret;
import java.util.Optional;

/// What every short text must be: not empty, not too long, one line of it.
final class Texts {
    private Texts() {}

    static Optional<String> problem(String text, int longest) {
        if (text.isEmpty()) {
            return Optional.of("must not be empty");
        }
        if (text.codePointCount(0, text.length()) > longest) {
            return Optional.of("must be at most " + longest + " characters");
        }
        return unless(text.chars().noneMatch(Character::isISOControl), "must not contain control characters");
    }

    /// The text as a [Secret], or, when it cannot be one, its [Unfit] in its place: the text itself is not kept.
    static Object secret(String text, int longest) {
        return problem(text, longest).<Object>map(Unfit::new).orElseGet(() -> Secret.of(text));
    }

    /// A secret that was turned away.
    record Unfit(String why) {}

    static Optional<String> unless(boolean right, String problem) {
        return right ? Optional.empty() : Optional.of(problem);
    }
}
