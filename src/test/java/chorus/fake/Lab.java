package chorus.fake;

import chorus.fake.pbx.LabPbxCommand;
import chorus.fake.twilio.LabTwilioCommand;
import chorus.fake.voximplant.LabVoximplantCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `./chorus lab`: the far sides of Chorus, played for a person who has none.
@Command(
        name = "chorus lab",
        description = "Play the far side of a line, to try Chorus without one.",
        mixinStandardHelpOptions = true,
        subcommands = {LabPbxCommand.class, LabTwilioCommand.class, LabVoximplantCommand.class})
public final class Lab implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    private Lab() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Lab()).execute(args));
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }
}
