package chorus.provider.sip;

import chorus.phonebook.Trunk.SipRegistration;
import chorus.sip.auth.Credentials;
import chorus.sip.dialog.FarSide;
import chorus.sip.dialog.OutgoingRequest;
import chorus.sip.message.Header;
import chorus.sip.message.NameAddr;
import chorus.sip.message.SipUri;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The requests of one account. Owned by the thread that keeps its registration.
final class AccountRequests {
    /// More than one request of ours takes, with its answers to challenges at every target.
    private static final int ROOM = 200;

    private final Account account;
    private final FarSide known;
    private final FarSide stranger;
    private final String callId = UUID.randomUUID().toString();
    private long sequence = 1;

    AccountRequests(SipRegistration trunk, RegisteredLines lines) {
        this.account = Account.of(trunk);
        var credentials =
                new Credentials(account.authUser(), () -> account.password().reveal());
        this.known = new FarSide(Optional.of(credentials), source -> lines.isAt(account, source));
        this.stranger = new FarSide(Optional.empty(), known.addresses());
    }

    /// Where REGISTER goes: the registrar itself, whatever proxy leads there.
    SipUri registrar() {
        return SipUri.sip("", account.registrar(), account.port() == 0 ? -1 : account.port());
    }

    /// Each has a higher number than all before, also those that nobody answered (§10.2).
    ///
    /// @param former a Contact of ours that is not to be kept
    OutgoingRequest register(SipUri registrar, List<String> routes, Duration expires, Optional<String> former) {
        var more = List.of(new Header("Expires", Long.toString(expires.toSeconds())));
        var request = request("REGISTER", registrar, callId, sequence, routes, former, more, known);
        sequence += ROOM;
        return request;
    }

    /// Asks whether anybody is there.
    OutgoingRequest options(List<String> routes) {
        var id = UUID.randomUUID().toString();
        return request("OPTIONS", registrar(), id, 1, routes, Optional.empty(), List.of(), stranger);
    }

    private OutgoingRequest request(
            String method,
            SipUri uri,
            String id,
            long number,
            List<String> routes,
            Optional<String> former,
            List<Header> more,
            FarSide farSide) {
        var self = NameAddr.of(SipUri.sip(account.username(), account.registrar(), -1));
        return new OutgoingRequest(method, uri, self, self, id, number, routes, account.line(), former, more, farSide);
    }
}
