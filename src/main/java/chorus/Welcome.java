package chorus;

import chorus.secret.Secret;
import java.net.InetAddress;

/// What a person reads once the server is ready: where it is, and what to type next.
final class Welcome {
    private Welcome() {}

    static String text(Server server, Settings settings) {
        var http = "http://" + shown(settings.bind()) + ":" + server.httpPort();
        var number = "sip:" + FirstStart.DEMO_NUMBER + "@" + shown(settings.bind())
                + (server.sipPort() == 5060 ? "" : ":" + server.sipPort());
        return """

                Chorus %s is ready.

                  Pages and API   %s   (reference: %s/docs)
                  API key         %s
                  SIP             %s port %d, UDP and TCP

                Next: call %s
                from a softphone on this machine, without registering (README.md has the lines for baresip).
                You hear the demo agent. Speak, or press 1, 2 or 9.

                Then look at the call and why it went as it went:
                  curl -H 'Authorization: Bearer %s' '%s/v1/calls?limit=1'
                """.formatted(
                        Main.VERSION,
                        http,
                        http,
                        key(server, settings),
                        settings.bind().getHostAddress(),
                        server.sipPort(),
                        number,
                        server.newKey().map(Secret::reveal).orElse("YOUR_KEY"),
                        http);
    }

    private static String key(Server server, Settings settings) {
        return server.newKey()
                .map(key -> key.reveal() + "   (shown only this once)")
                .orElse(
                        settings.adminKey().isPresent()
                                ? "the one in CHORUS_ADMIN_KEY"
                                : "as shown at the first start; lost? ./chorus keys create makes another");
    }

    /// An address to type on this machine.
    private static String shown(InetAddress bind) {
        if (bind.isAnyLocalAddress()) {
            return "127.0.0.1";
        }
        var text = bind.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }
}
