package chorus.sip.dialog;

import chorus.sip.message.Header;
import chorus.sip.message.NameAddr;
import chorus.sip.message.SipMessage;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.message.SipUri;
import chorus.sip.transport.Source;
import chorus.sip.transport.Target;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What both ends of a dialog know of it (§12): who they are, the way between them, and how far each has counted.
/// Lives on the loop.
final class DialogState {
    private final DialogId id;
    private final NameAddr local;
    private final NameAddr remote;
    private final boolean ours;
    private FarSide farSide;
    private volatile Path path;
    private InetAddress peer;
    private long localSequence;
    private long remoteSequence = -1;
    private boolean takesUpdate;
    private boolean takesInfo;

    private DialogState(
            DialogId id, NameAddr local, NameAddr remote, boolean ours, FarSide farSide, Path path, SipMessage first) {
        this.id = id;
        this.local = local;
        this.remote = remote;
        this.ours = ours;
        this.farSide = farSide;
        this.path = path;
        this.peer = path.source().address();
        learn(first);
    }

    /// The dialog that somebody's INVITE lays, under a tag of ours.
    static DialogState ofTheirs(SipRequest invite, Path path, String tag) {
        var state = new DialogState(
                DialogId.of(invite, tag),
                invite.to().withTag(tag),
                invite.from(),
                false,
                FarSide.UNKNOWN,
                path,
                invite);
        state.remoteSequence = invite.cseq().number();
        return state;
    }

    /// The dialog that an answer to an INVITE of ours lays, the provisional ones included.
    static DialogState ofOurs(SipRequest invite, SipResponse answer, Path path, FarSide farSide) {
        var state = new DialogState(DialogId.ofOurs(answer), invite.from(), answer.to(), true, farSide, path, answer);
        state.localSequence = invite.cseq().number();
        return state;
    }

    DialogId id() {
        return id;
    }

    /// The Call-ID is of our making (§14.1).
    boolean isOurs() {
        return ours;
    }

    FarSide farSide() {
        return farSide;
    }

    /// A call that came in is answered by a user who knows the caller.
    void knows(FarSide caller) {
        farSide = caller;
    }

    /// Whether a challenge from there is answered: only where the call came from or went to, or where the far
    /// side is known to be. Contact, Record-Route and changes of the session name the way of our requests, and
    /// nobody else is to try our password.
    boolean mayProve(Target hop) {
        return hop.address().equals(peer) || farSide.addresses().test(hop.address());
    }

    Source source() {
        return path.source();
    }

    SipUri remoteTarget() {
        return path.remoteTarget();
    }

    SipUri requestUri() {
        return path.requestUri();
    }

    /// The user part of our Contact: in a call that we made, that of From.
    String contactUser() {
        return ours ? local.uri().user() : "";
    }

    /// The far side lists UPDATE in Allow (RFC 3311 §5.1).
    boolean takesUpdate() {
        return takesUpdate;
    }

    void refusesUpdate() {
        takesUpdate = false;
    }

    /// The far side lists INFO in Allow.
    boolean takesInfo() {
        return takesInfo;
    }

    void refusesInfo() {
        takesInfo = false;
    }

    /// The far side, with a Replaces that it understands: the tags are as it sees them (RFC 3891 §4).
    NameAddr replaced() {
        var replaces = id.callId() + ";to-tag=" + id.remoteTag() + ";from-tag=" + id.localTag();
        var target = path.remoteTarget();
        return NameAddr.of(new SipUri(
                target.scheme(),
                target.user(),
                target.userParams(),
                target.host(),
                target.port(),
                target.params(),
                "Replaces="
                        + URLEncoder.encode(replaces, StandardCharsets.UTF_8).replace("+", "%20")));
    }

    /// Takes the number of a request of theirs; false when it is out of order (§12.2.2).
    boolean counts(SipRequest request) {
        var number = request.cseq().number();
        if (number <= remoteSequence) {
            return false;
        }
        remoteSequence = number;
        return true;
    }

    /// A request that refreshes the remote target, or the answer to one of ours, was accepted.
    void retargeted(SipMessage message) {
        path = path.refreshed(message);
        learn(message);
    }

    /// A change of theirs was accepted: the way back is the one it came by, for a NAT may have made another.
    void retargeted(SipRequest change, Source source) {
        path = path.from(source);
        retargeted(change);
    }

    /// The final answer lays the way anew (§13.2.2.4).
    void answeredOn(Path newPath, SipResponse answer) {
        path = newPath;
        peer = newPath.source().address();
        learn(answer);
    }

    Target nextHop(UserAgent agent) {
        return agent.nextHop(path);
    }

    /// The next request of ours.
    SipRequest.Builder next(String method, UserAgent agent, Target hop) {
        return request(method, ++localSequence, agent, hop).header("User-Agent", agent.name());
    }

    /// The ACK of a 2xx to the INVITE that carried this number.
    SipRequest.Builder ack(long number, UserAgent agent, Target hop) {
        return request("ACK", number, agent, hop);
    }

    private SipRequest.Builder request(String method, long number, UserAgent agent, Target hop) {
        var request = SipRequest.to(method, path.requestUri())
                .header("Via", agent.via(hop))
                .header("Max-Forwards", 70)
                .header("From", local)
                .header("To", remote)
                .header("Call-ID", id.callId())
                .header("CSeq", number + " " + method);
        path.routeHeaders().forEach(route -> request.header(new Header("Route", route)));
        return request;
    }

    private void learn(SipMessage message) {
        List<String> allowed = message.headers().values("Allow");
        if (!allowed.isEmpty()) {
            takesUpdate = allowed.contains("UPDATE");
            takesInfo = allowed.contains("INFO");
        }
    }
}
