package chorus.provider.browser;

import chorus.secret.Secret;
import chorus.web.Door;
import chorus.web.Reply;
import chorus.web.Visit;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Where browsers open their calls' sockets.
///
/// A browser cannot set a header on a WebSocket, so the token travels as one of the subprotocols that it offers; a path
/// would
/// stand in logs. Another site's page is known by its `Origin` and is not let in.
final class BrowserDoor implements Door {
    static final String PROTOCOL = "chorus.browser.v1";
    private static final String TOKEN = "token.";
    private static final Pattern CALL =
            Pattern.compile(Pattern.quote(Tickets.PATH) + "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    private final Tickets tickets;
    private final Optional<URI> publicUrl;
    private final Function<Tickets.Admitted, Welcome> open;

    BrowserDoor(Tickets tickets, Optional<URI> publicUrl, Function<Tickets.Admitted, Welcome> open) {
        this.tickets = tickets;
        this.publicUrl = publicUrl;
        this.open = open;
    }

    @Override
    public String prefix() {
        return Tickets.PATH;
    }

    @Override
    public Reply answer(Visit visit) {
        return Reply.empty(426);
    }

    @Override
    public Welcome welcome(Visit visit) {
        var offered = Arrays.stream(
                        visit.header("sec-websocket-protocol").orElse("").split(",", -1))
                .map(String::strip)
                .toList();
        var token = offered.stream()
                .filter(word -> word.startsWith(TOKEN))
                .map(word -> Secret.of(word.substring(TOKEN.length())))
                .findFirst();
        var call = CALL.matcher(visit.path());
        if (!call.matches() || token.isEmpty() || !offered.contains(PROTOCOL) || !isOurs(visit)) {
            return new Welcome.Refused(Reply.empty(403));
        }
        return tickets.take(UUID.fromString(call.group(1)), token.get())
                .map(open)
                .orElseGet(() -> new Welcome.Refused(Reply.empty(403)));
    }

    /// No page of another site asks. What is no browser sends no `Origin`, and has the token.
    private boolean isOurs(Visit visit) {
        var origin = visit.header("origin");
        return origin.isEmpty()
                || origin.map(text -> text.replaceFirst("^https?://", ""))
                        .filter(authority ->
                                authority.equalsIgnoreCase(visit.header("host").orElse(""))
                                        || publicUrl
                                                .filter(url -> authority.equalsIgnoreCase(url.getAuthority()))
                                                .isPresent())
                        .isPresent();
    }
}
