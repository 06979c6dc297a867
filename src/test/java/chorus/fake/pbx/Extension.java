package chorus.fake.pbx;

import java.util.Optional;

/// What lives behind a number of the PBX.
enum Extension {
    PERSON("1000", "rings for a second, answers, says who it is and then repeats what it hears"),
    ECHO("*43", "answers at once and sends every sound and key back"),
    BUSY("1001", "is busy (486)"),
    ABSENT("1002", "rings and is never answered"),
    DECLINING("1003", "declines (603)");

    final String number;
    final String does;

    Extension(String number, String does) {
        this.number = number;
        this.does = does;
    }

    /// What a call that was transferred here would come to, as NOTIFY tells it.
    String referred() {
        return switch (this) {
            case PERSON, ECHO -> "SIP/2.0 200 OK";
            case BUSY -> "SIP/2.0 486 Busy Here";
            case ABSENT -> "SIP/2.0 480 Temporarily Unavailable";
            case DECLINING -> "SIP/2.0 603 Decline";
        };
    }

    /// Whoever is dialled; a whole telephone number reaches the person.
    static Optional<Extension> dialled(String user) {
        for (var extension : values()) {
            if (extension.number.equals(user)) {
                return Optional.of(extension);
            }
        }
        return user.matches("\\+?\\d{7,15}") ? Optional.of(PERSON) : Optional.empty();
    }
}
