package chorus.fake.twilio;

import chorus.agent.builtin.Speech;
import chorus.fake.pbx.Ear;
import chorus.fake.pbx.Wav;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// What a person can tell the lab's Twilio, a line each.
final class TwilioPrompt {
    static final String HELP = """
            Type:
              ring [FROM]   somebody calls the number
              say TEXT      the person at the phone speaks       press KEYS   presses keys
              save FILE     write what the phone of the latest call heard as a WAV file
              hang up, quit""";

    private final TwilioCloud cloud;
    private final Speech speech = Speech.loading();

    TwilioPrompt(TwilioCloud cloud, Consumer<String> tell) {
        this.cloud = cloud;
        cloud.ears(call -> new Ear(said -> tell.accept(call + " " + said))::hear);
    }

    /// Does as told; answers with what there is to say.
    String obey(String line) {
        var words = line.split("\\s+", 2);
        var rest = words.length > 1 ? words[1] : "";
        return switch (words[0]) {
            case "" -> "";
            case "ring" -> {
                cloud.ring(rest.isEmpty() ? TwilioHouse.CALLER : rest, TwilioHouse.NUMBER);
                yield "";
            }
            case "say" -> stream(stream -> stream.says(speech.pcmu(rest)));
            case "press" -> stream(stream -> stream.presses(rest));
            case "save" ->
                rest.isEmpty()
                        ? "save needs a file."
                        : latest().flatMap(call -> call.streams().stream().reduce((_, last) -> last))
                                .map(stream -> Wav.write(stream.heard(), Path.of(rest)))
                                .orElse("Nobody has talked yet.");
            case "hang" -> {
                latest().ifPresent(CloudCall::hangsUp);
                yield "";
            }
            default -> HELP;
        };
    }

    private String stream(Consumer<CloudStream> deed) {
        var stream = latest().stream()
                .flatMap(call -> call.streams().stream())
                .filter(each -> !each.isOver())
                .reduce((_, last) -> last);
        stream.ifPresent(deed);
        return stream.isPresent() ? "" : "Nobody talks now.";
    }

    private Optional<CloudCall> latest() {
        return cloud.calls().stream().reduce((_, last) -> last);
    }
}
