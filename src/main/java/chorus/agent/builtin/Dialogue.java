package chorus.agent.builtin;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the demo agent says to what it hears: a greeting, a menu of keys, and a parrot.
final class Dialogue {
    static final String NAME = "This is the Chorus demo agent, a machine.";
    static final String MENU =
            "Press 1 for our hours, 2 to hear your keys read back, or 9 to say goodbye. Or say something, and I will repeat it.";
    static final String HOURS = "We are open from Monday to Friday, nine to five. This demo line never closes.";
    static final String ASK_KEYS = "Press some keys, and then the pound key.";
    static final String NO_KEYS = "You pressed no keys.";
    static final String HELP = "Press 1 for our hours, 2 to hear your keys read back, or 9 to say goodbye.";
    static final String GOODBYE = "Thank you for calling Chorus. Goodbye.";

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_]{1,64})\\s*\\}\\}");
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final Duration FIRST_KEY = Duration.ofSeconds(12);
    private static final int MOST_KEYS = 32;

    /// What the agent can do.
    interface Line {
        void say(String text);

        void sayAndHangUp(String text);

        void repeat(byte[] pcmu);

        /// Tells the record what the caller did.
        void note(String whatTheCallerDid);

        /// Calls [#paused] after this time, unless asked again before; never, if zero.
        void wakeAfter(Duration pause);
    }

    private final Line line;
    private final StringBuilder keys = new StringBuilder();
    private boolean collecting;
    private boolean leaving;

    Dialogue(Line line) {
        this.line = line;
    }

    /// The sentences that are said most.
    static String[] prompts() {
        return new String[] {greeting(Map.of()), HOURS, ASK_KEYS, HELP, GOODBYE, NO_KEYS};
    }

    void begin(Map<String, String> parameters) {
        line.say(greeting(parameters));
    }

    void pressed(char key) {
        if (leaving) {
            return;
        }
        if (collecting) {
            collect(key);
            return;
        }
        line.note("(pressed " + key + ")");
        switch (key) {
            case '1' -> line.say(HOURS);
            case '2' -> {
                collecting = true;
                line.wakeAfter(FIRST_KEY);
                line.say(ASK_KEYS);
            }
            case '9' -> {
                leaving = true;
                line.sayAndHangUp(GOODBYE);
            }
            default -> line.say(HELP);
        }
    }

    void paused() {
        if (collecting) {
            readBack();
        }
    }

    void heard(byte[] pcmu) {
        if (leaving || collecting) {
            return;
        }
        line.note(String.format(Locale.ROOT, "(%.1f s of speech, repeated back)", pcmu.length / 8000.0));
        line.repeat(pcmu);
    }

    boolean isLeaving() {
        return leaving;
    }

    private void collect(char key) {
        if (key == '#' || keys.length() == MOST_KEYS) {
            readBack();
        } else {
            keys.append(key);
            line.wakeAfter(PAUSE);
        }
    }

    private void readBack() {
        collecting = false;
        line.wakeAfter(Duration.ZERO);
        if (keys.isEmpty()) {
            line.say(NO_KEYS);
            return;
        }
        line.note("(pressed " + keys + ")");
        line.say("You pressed "
                + keys.chars().mapToObj(key -> spoken((char) key)).collect(Collectors.joining(", ")) + ".");
        keys.setLength(0);
    }

    private static String spoken(char key) {
        return switch (key) {
            case '*' -> "star";
            case '#' -> "pound";
            default -> String.valueOf(key);
        };
    }

    /// The text with each `{{name}}` replaced by what the call brings under that name, or by nothing: a caller must not
    /// hear braces. What is put in is not looked at again.
    private static String filled(String text, Map<String, String> parameters) {
        return VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(parameters.getOrDefault(found.group(1), "")));
    }

    /// The greeting of the agent's settings where it has one; in any case it says whom one talks to.
    private static String greeting(Map<String, String> parameters) {
        var own = Optional.ofNullable(parameters.get("agent_greeting"))
                .map(text -> filled(text, parameters))
                .filter(text -> !text.isBlank());
        return own.map(text -> text.contains("demo agent") ? text : text + " " + NAME)
                .orElse("Hello! " + NAME + " " + MENU);
    }
}
