package chorus.fake.pbx;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/// What a person can tell the PBX, a line each.
final class LabPrompt {
    static final String HELP = """
            Type:
              call NUMBER   call Chorus from the PBX's known address
              ring NUMBER   call Chorus through its registration
              say TEXT      speak        press KEYS   press keys
              save FILE     write what the latest call heard as a WAV file
              hold, resume, hang up, quit""";

    private LabPrompt() {}

    /// Does as told; answers with what there is to say.
    static String obey(LabPbx pbx, InetSocketAddress server, String line) {
        var words = line.split("\\s+", 2);
        var rest = words.length > 1 ? words[1] : "";
        return switch (words[0]) {
            case "" -> "";
            case "call" -> needs(rest, "a number", () -> pbx.callPeer(server, rest));
            case "ring" ->
                rest.isEmpty()
                        ? "ring needs a number."
                        : pbx.callRegistered(rest).orElse("");
            case "say" -> needs(rest, "a text", () -> pbx.say(rest));
            case "press" -> needs(rest, "keys", () -> pbx.press(rest));
            case "save" -> rest.isEmpty() ? "save needs a file." : Wav.write(pbx.heard(), Path.of(rest));
            case "hold" -> done(() -> pbx.hold(true));
            case "resume" -> done(() -> pbx.hold(false));
            case "hang" -> done(pbx::hangUp);
            default -> HELP;
        };
    }

    private static String needs(String rest, String what, Runnable deed) {
        return rest.isEmpty() ? "That needs " + what + " behind it." : done(deed);
    }

    private static String done(Runnable deed) {
        deed.run();
        return "";
    }
}
