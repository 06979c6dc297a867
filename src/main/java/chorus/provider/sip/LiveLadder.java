package chorus.provider.sip;

import chorus.call.Ladder;
import chorus.call.Ladders.Kept;
import chorus.call.Rung.Way;
import chorus.sip.message.SipMessage;
import chorus.sip.message.SipRequest;
import chorus.sip.transport.Target;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The messages of one call, as long as more may come. The SIP loop adds; whoever looks pays for making text of them.
final class LiveLadder {
    private static final int MOST_MESSAGES = 200;
    private static final int MOST_PEERS = 16;

    private final String remoteTag;
    private final long sequence;
    private final List<String> names = new ArrayList<>(1);
    private final List<LadderMessage> messages = new ArrayList<>(8);
    private final List<InetAddress> peers = new ArrayList<>(2);
    private @Nullable Owner owner;
    private long zero;
    private long last;
    private int dialogs;
    private int omitted;
    private int bytes;
    private boolean changed;
    private boolean gone;

    /// The messages at one moment. Text is made of it without holding up the loop.
    private record Snapshot(List<LadderMessage> messages, long zero, int omitted) {
        Ladder told() {
            return new Ladder(
                    messages.stream().map(message -> message.rung(zero)).toList(), omitted);
        }
    }

    /// What is new at one moment, and whose.
    private record News(Owner owner, Snapshot ladder) {
        Kept told() {
            return new Kept(owner.callId(), owner.organizationId(), owner.began(), ladder.told());
        }
    }

    /// Whose messages these are.
    private record Owner(UUID callId, UUID organizationId, Instant began) {}

    private LiveLadder(String remoteTag, long sequence, long now) {
        this.remoteTag = remoteTag;
        this.sequence = sequence;
        this.zero = now;
        this.last = now;
    }

    /// A ladder that begins with an INVITE of theirs.
    static LiveLadder of(SipRequest invite, long now) {
        return new LiveLadder(tag(invite), invite.cseq().number(), now);
    }

    /// A ladder of a call of ours.
    static LiveLadder ours(long now) {
        return new LiveLadder("", 0, now);
    }

    /// The INVITE is the one that began this ladder, or a repeat of it, and no other call by the same Call-ID.
    boolean isBegunBy(SipRequest invite) {
        return invite.cseq().number() == sequence && tag(invite).equals(remoteTag);
    }

    /// Says whose call it is; the first to say so is right.
    ///
    /// @param elapsed nanoseconds since the call began, which for a call of ours was before its first message
    synchronized boolean belongsTo(UUID callId, UUID organizationId, Instant began, long elapsed) {
        if (owner != null) {
            return false;
        }
        owner = new Owner(callId, organizationId, began);
        zero -= elapsed;
        changed = true;
        return true;
    }

    /// The call is found under this record.
    synchronized void recordedAs(UUID callId) {
        if (owner != null) {
            owner = new Owner(callId, owner.organizationId(), owner.began());
        }
    }

    synchronized Optional<UUID> callId() {
        return Optional.ofNullable(owner).map(Owner::callId);
    }

    /// One more dialog of the call begins.
    synchronized void opened() {
        dialogs++;
    }

    synchronized void closed() {
        dialogs--;
    }

    /// Takes a message of theirs: from where the call came or went to, or with its tag.
    ///
    /// @return how many more bytes are kept
    synchronized int received(SipMessage message, byte[] text, Target peer, long now) {
        return messages.isEmpty() || knows(peer.address()) || hasTag(message) ? add(Way.RECEIVED, text, peer, now) : 0;
    }

    /// Takes a message of ours. What we answer to somebody whom this call does not concern is not part of it.
    ///
    /// @return how many more bytes are kept
    synchronized int sent(byte[] text, Target peer, long now) {
        return knows(peer.address()) || isRequest(text) ? add(Way.SENT, text, peer, now) : 0;
    }

    /// Notes that a message found no room.
    synchronized void omit() {
        omitted++;
    }

    /// How many bytes are kept; none from now on.
    synchronized int letGo() {
        var kept = bytes;
        bytes = 0;
        gone = true;
        messages.clear();
        return kept;
    }

    synchronized boolean isQuietFor(long nanos, long now) {
        return now - last >= nanos;
    }

    synchronized boolean isOver() {
        return dialogs <= 0;
    }

    /// There is something that was not kept yet.
    synchronized boolean isNews() {
        return changed && owner != null;
    }

    /// The Call-IDs under which it is found.
    synchronized List<String> names() {
        return List.copyOf(names);
    }

    synchronized void namedAlso(String sipCallId) {
        names.add(sipCallId);
    }

    /// The ladder, if there is anything new since this was last asked.
    Optional<Kept> news() {
        return takeNews().map(News::told);
    }

    private synchronized Optional<News> takeNews() {
        if (!isNews() || owner == null) {
            return Optional.empty();
        }
        changed = false;
        return Optional.of(new News(owner, snapshot()));
    }

    /// What was taken as news could not be kept.
    synchronized void notKept() {
        changed = true;
    }

    Ladder ladder() {
        return snapshot().told();
    }

    private synchronized Snapshot snapshot() {
        return new Snapshot(messages.stream().map(LadderMessage::copy).toList(), zero, omitted);
    }

    /// Nothing is kept once it was let go of: nobody would subtract it again.
    private int add(Way way, byte[] text, Target peer, long now) {
        if (gone) {
            return 0;
        }
        last = now;
        changed = true;
        if (isRepeat(way, text, now)) {
            return 0;
        }
        if (messages.size() >= MOST_MESSAGES) {
            omitted++;
            return 0;
        }
        if (!knows(peer.address()) && peers.size() < MOST_PEERS) {
            peers.add(peer.address());
        }
        var message = new LadderMessage(way, peer, text, now);
        messages.add(message);
        bytes += message.kept();
        return message.kept();
    }

    /// The same as the last one that went this way.
    private boolean isRepeat(Way way, byte[] text, long now) {
        for (var i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).way() == way) {
                return messages.get(i).isAgain(text, now);
            }
        }
        return false;
    }

    private boolean knows(InetAddress address) {
        for (var i = 0; i < peers.size(); i++) {
            if (peers.get(i).equals(address)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasTag(SipMessage message) {
        return !remoteTag.isEmpty()
                && (message.from().tag().filter(remoteTag::equals).isPresent()
                        || message.to().tag().filter(remoteTag::equals).isPresent());
    }

    private static String tag(SipRequest invite) {
        return invite.from().tag().orElse("");
    }

    private static boolean isRequest(byte[] text) {
        return text.length < 4 || text[0] != 'S' || text[1] != 'I' || text[2] != 'P' || text[3] != '/';
    }
}
