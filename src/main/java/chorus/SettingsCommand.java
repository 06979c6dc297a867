package chorus;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Prints every setting with its default, its meaning, and what it is set to now.
@Command(name = "settings", description = "List all settings, their defaults and meaning.")
final class SettingsCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec == null) {
            return;
        }
        var out = spec.commandLine().getOut();
        var values = SettingsSource.collect(System.getenv());
        out.println("Settings come from the environment, or from a file of KEY=value lines: chorus.settings in the");
        out.println("working directory, or the one named by " + SettingsSource.FILE_KEY + ".");
        for (var setting : Setting.values()) {
            out.println();
            out.println(setting.key() + " = " + shown(setting, values));
            out.println("    " + setting.meaning());
        }
        out.flush();
        Settings.read(System.getenv());
    }

    private static String shown(Setting setting, Map<Setting, String> values) {
        var standard = setting.standard().isEmpty() ? "(absent)" : setting.standard();
        var value = values.get(setting);
        if (value == null) {
            return standard;
        }
        return (setting.isSecret() ? "•••" : value) + "   (default: " + standard + ")";
    }
}
