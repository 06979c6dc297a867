package chorus.fake.twilio;

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

/// `./chorus lab twilio`: Twilio at a terminal, for whoever has no account there.
@Command(
        name = "twilio",
        description = "Play Twilio: an account with a number, its REST API, signed webhooks and Media Streams.",
        mixinStandardHelpOptions = true)
public final class LabTwilioCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            description = "the port of the REST API on this machine (${DEFAULT-VALUE})",
            defaultValue = "5080")
    private int port;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var out = out();
        try (var cloud = TwilioCloud.start(port);
                var in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))) {
            cloud.tells(said -> print(out, said));
            print(out, welcome(cloud));
            var prompt = new TwilioPrompt(cloud, said -> print(out, said));
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

    private static String welcome(TwilioCloud cloud) {
        return """
                The lab's Twilio listens at %1$s. Start Chorus so that it asks here, and is reached here:
                  CHORUS_TWILIO_API_URL=%1$s CHORUS_PUBLIC_URL=http://127.0.0.1:8080 ./chorus

                The account's number, as an API request:
                  {"number": "%2$s", "provider": "twilio", "twilioAccountSid": "%3$s",
                   "twilioAuthToken": "%4$s", "agentId": "AGENT_ID"}

                Numbers that Chorus calls ("to" of POST /v1/calls) answer, but for those that end in 86, which are
                busy, in 80, which do not answer, and in 04, which do not exist.
                %5$s""".formatted(
                        cloud.apiUrl(), TwilioHouse.NUMBER, cloud.accountSid(), cloud.authToken(), TwilioPrompt.HELP);
    }
}
