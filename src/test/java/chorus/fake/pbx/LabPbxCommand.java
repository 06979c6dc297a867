package chorus.fake.pbx;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./chorus lab pbx`: the PBX at a terminal.
@Command(
        name = "pbx",
        description = "Play a small PBX: a registrar with a password, a trunk for known addresses, and telephones.",
        mixinStandardHelpOptions = true)
public final class LabPbxCommand implements Callable<Integer> {
    @Option(names = "--address", description = "where the PBX listens (${DEFAULT-VALUE})", defaultValue = "127.0.0.1")
    private String address = "";

    @Option(
            names = "--port",
            description = "the registrar's UDP port; peers use the next one (${DEFAULT-VALUE})",
            defaultValue = "5070")
    private int port;

    @Option(
            names = "--chorus",
            description = "where Chorus takes calls from known addresses (${DEFAULT-VALUE})",
            defaultValue = "127.0.0.1:5060")
    private String chorus = "";

    @Option(names = "--user", description = "the account that may register (${DEFAULT-VALUE})", defaultValue = "chorus")
    private String user = "";

    @Option(names = "--password", description = "its password (${DEFAULT-VALUE})", defaultValue = "lab-secret")
    private String password = "";

    @CommandLine.Spec
    private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var out = out();
        var server = server();
        try (var pbx = new LabPbx(InetAddress.ofLiteral(address), port, user, password, said -> print(out, said));
                var in = new BufferedReader(new java.io.InputStreamReader(System.in, Charset.defaultCharset()))) {
            print(out, welcome());
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.strip().equals("quit")) {
                    return 0;
                }
                print(out, LabPrompt.obey(pbx, server, line.strip()));
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

    private InetSocketAddress server() {
        var colon = chorus.lastIndexOf(':');
        try {
            return new InetSocketAddress(
                    InetAddress.getByName(chorus.substring(0, colon)), Integer.parseInt(chorus.substring(colon + 1)));
        } catch (UnknownHostException | IndexOutOfBoundsException | IllegalArgumentException _) {
            throw new CommandLine.ParameterException(
                    new CommandLine(this), "--chorus must be host:port, such as 127.0.0.1:5060, not " + chorus + ".");
        }
    }

    private String welcome() {
        var extensions = new StringBuilder();
        for (var extension : Extension.values()) {
            extensions.append("    %-5s %s%n".formatted(extension.number, extension.does));
        }
        return """
                The lab PBX listens on UDP at %1$s: port %2$d for those who register, port %3$d for known addresses.

                A number that registers here, as an API request:
                  {"number": "+12025550150", "provider": "sip", "sipMode": "registration", "sipProxy": "%1$s",
                   "sipPort": %2$d, "sipUsername": "%4$s", "sipPassword": "%5$s", "agentId": "AGENT_ID"}
                A number that knows the PBX by its address:
                  {"number": "+12025550151", "provider": "sip", "sipMode": "ip_allowlist", "sipIp": "%1$s",
                   "sipPort": %3$d, "agentId": "AGENT_ID"}

                Extensions that Chorus can dial ("to" of POST /v1/calls); any whole number reaches 1000:
                %6$s
                %7$s""".formatted(address, port, port + 1, user, password, extensions, LabPrompt.HELP);
    }
}
