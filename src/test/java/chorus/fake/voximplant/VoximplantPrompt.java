package chorus.fake.voximplant;

import chorus.agent.builtin.Speech;
import chorus.fake.pbx.Ear;
import chorus.fake.pbx.Wav;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// What a person can tell the lab's Voximplant, a line each. The person at the telephone is the one of the latest call.
final class VoximplantPrompt {
    static final String HELP = """
            Type:
              ring [FROM]   somebody calls the number
              say TEXT      the person at the phone speaks       press KEYS   presses keys
              save FILE     write what the phone of the latest call heard as a WAV file
              hang up, quit""";

    private final VoximplantCloud cloud;
    private final Speech speech = Speech.loading();

    VoximplantPrompt(VoximplantCloud cloud, Consumer<String> tell) {
        this.cloud = cloud;
        cloud.ears(number -> new Ear(said -> tell.accept("+" + number + " " + said))::hear);
    }

    /// Does as told; answers with what there is to say.
    String obey(String line) {
        var words = line.split("\\s+", 2);
        var rest = words.length > 1 ? words[1] : "";
        return switch (words[0]) {
            case "" -> "";
            case "ring" -> ring(rest.isEmpty() ? VoximplantHouse.CALLER : rest);
            case "say" -> person(person -> person.says(speech.pcmu(rest)));
            case "press" -> person(person -> person.presses(rest));
            case "save" -> rest.isEmpty() ? "save needs a file." : save(Path.of(rest));
            case "hang" -> person(Person::hangsUp);
            default -> HELP;
        };
    }

    private String ring(String from) {
        return cloud.rings(from, VoximplantHouse.NUMBER).state() == Person.State.OVER
                ? "Nothing is installed at " + VoximplantHouse.NUMBER + " yet: create the number at Chorus first."
                : "";
    }

    private String person(Consumer<Person> deed) {
        var person = latest().filter(one -> one.state() != Person.State.OVER);
        person.ifPresent(deed);
        return person.isPresent() ? "" : "Nobody is at the phone now.";
    }

    private String save(Path file) {
        return latest().filter(one -> one.heard().length > 0)
                .map(one -> Wav.write(one.heard(), file))
                .orElse("Nobody has heard anything yet.");
    }

    private Optional<Person> latest() {
        return cloud.people().stream().reduce((_, last) -> last);
    }
}
