package chorus.fake.voximplant;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./chorus lab voximplant`: Voximplant at a terminal, for whoever has no account there.
@Command(
        name = "voximplant",
        description =
                "Play Voximplant: an account with a number, its management API, and the cloud that runs scenarios.",
        mixinStandardHelpOptions = true)
public final class LabVoximplantCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            description = "the port of the management API on this machine (${DEFAULT-VALUE})",
            defaultValue = "5090")
    private int port;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var out = out();
        try (var cloud = VoximplantCloud.start(port);
                var in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))) {
            cloud.account().has(VoximplantHouse.NUMBER);
            cloud.tells(said -> print(out, said));
            print(out, welcome(cloud));
            var prompt = new VoximplantPrompt(cloud, said -> print(out, said));
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.strip().equals("quit")) {
                    return 0;
                }
                print(out, prompt.obey(line.strip()));
            }
            // Without a terminal it plays until it is stopped.
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private PrintWriter out() {
        return spec == null
                ? new PrintWriter(System.out, true, Charset.defaultCharset())
                : spec.commandLine().getOut();
    }

    private static void print(PrintWriter out, String line) {
        if (!line.isEmpty()) {
            out.println(line);
            out.flush();
        }
    }

    private static String welcome(VoximplantCloud cloud) {
        return """
                The lab's Voximplant listens at %1$s. Start Chorus so that it asks here, and is reached here:
                  CHORUS_VOXIMPLANT_API_URL=%1$s CHORUS_PUBLIC_URL=http://127.0.0.1:8080 ./chorus serve

                The account's number, as an API request:
                  {"number": "%2$s", "provider": "voximplant", "voximplantAccountId": "%3$s",
                   "voximplantApiKey": "%4$s", "agentId": "AGENT_ID"}
                You will see Chorus install its scenario here. Calls run that very file.

                Numbers that Chorus calls ("to" of POST /v1/calls) answer, but for those that end in 86, which are
                busy, in 80, which do not answer, and in 04, which do not exist; in 55 an answering machine picks up.
                %5$s""".formatted(
                        cloud.apiUrl(),
                        VoximplantHouse.NUMBER,
                        cloud.account().id(),
                        cloud.account().apiKey(),
                        VoximplantPrompt.HELP);
    }
}
