package chorus.provider.sip;

import chorus.call.Ladder;
import chorus.call.Ladders.Kept;
import chorus.sip.message.SipMessage;
import chorus.sip.message.SipRequest;
import chorus.sip.transport.Source;
import chorus.sip.transport.Tap;
import chorus.sip.transport.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The ladders of the calls that run, by Call-ID. Told by the SIP loop, which it costs a look and an entry per message;
/// asked from any thread.
///
/// Bounded in calls and bytes: beyond that calls go on, without a ladder. What belongs to no call of ours is forgotten
/// within seconds.
final class LiveLadders implements Tap {
    private static final int MOST_CALLS = 20_000;
    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final long PAUSE = Duration.ofSeconds(2).toNanos();
    private static final long AFTERMATH = Duration.ofSeconds(6).toNanos();
    private static final long UNKEPT = Duration.ofMinutes(2).toNanos();

    private final Map<String, LiveLadder> bySipCall = new ConcurrentHashMap<>();
    private final Map<UUID, LiveLadder> byCall = new ConcurrentHashMap<>();
    /// Those that were not let go of, also such as no name leads to anymore.
    private final Set<LiveLadder> kept = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytes = new AtomicLong();

    @Override
    public void received(SipMessage message, byte[] text, Source source) {
        var known = bySipCall.get(message.callId());
        if (message instanceof SipRequest request && isFirst(request) && isNew(request, known)) {
            known = begin(request.callId(), LiveLadder.of(request, System.nanoTime()));
        }
        if (known == null) {
            return;
        }
        if (bytes.get() > MOST_BYTES) {
            known.omit();
        } else {
            bytes.addAndGet(known.received(message, text, Target.backTo(source), System.nanoTime()));
        }
    }

    @Override
    public void sent(String callId, byte[] text, Target target) {
        var known = bySipCall.get(callId);
        if (known == null) {
            return;
        }
        if (bytes.get() > MOST_BYTES) {
            known.omit();
        } else {
            bytes.addAndGet(known.sent(text, target, System.nanoTime()));
        }
    }

    /// The INVITE became a call of ours.
    void belongsTo(SipRequest invite, UUID callId, UUID organizationId, Instant began) {
        var known = bySipCall.get(invite.callId());
        if (known != null && known.isBegunBy(invite) && known.belongsTo(callId, organizationId, began, 0)) {
            known.opened();
            byCall.put(callId, known);
        }
    }

    /// A call of ours is about to be sent, or one more dialog of it.
    ///
    /// @param elapsed since the call began
    void begins(String sipCallId, UUID callId, UUID organizationId, Instant began, Duration elapsed) {
        var existing = byCall.get(callId);
        if (existing != null) {
            existing.opened();
            name(sipCallId, existing);
            return;
        }
        var made = begin(sipCallId, LiveLadder.ours(System.nanoTime()));
        if (made != null && made.belongsTo(callId, organizationId, began, elapsed.toNanos())) {
            made.opened();
            byCall.put(callId, made);
        }
    }

    /// A dialog of the call is over; a few messages may still come.
    void over(UUID callId) {
        var known = byCall.get(callId);
        if (known != null) {
            known.closed();
        }
    }

    /// The call is over and found in the log under this record, or under none.
    void recordedAs(UUID callId, Optional<UUID> recordId) {
        var known = byCall.remove(callId);
        if (known == null) {
            return;
        }
        known.closed();
        if (recordId.isPresent()) {
            known.recordedAs(recordId.get());
            byCall.put(recordId.get(), known);
        } else {
            forget(known);
        }
    }

    /// What is known of a call that runs, or ran just now.
    Optional<Ladder> of(UUID callId) {
        return Optional.ofNullable(byCall.get(callId)).map(LiveLadder::ladder);
    }

    /// Each ladder with something new that has come to rest for a moment.
    List<Kept> news(long now) {
        return news(byCall.values().stream().filter(ladder -> ladder.isQuietFor(PAUSE, now)));
    }

    /// Each ladder with something new.
    List<Kept> allNews() {
        return news(byCall.values().stream());
    }

    /// These could not be kept: they are news again.
    void notKept(List<Kept> ladders) {
        for (var ladder : ladders) {
            var known = byCall.get(ladder.callId());
            if (known != null) {
                known.notKept();
            }
        }
    }

    /// How many bytes all of them hold.
    long bytes() {
        return bytes.get();
    }

    /// Forgets what is over and kept, or was not kept for too long.
    void sweep(long now) {
        kept.stream()
                .filter(ladder -> ladder.isOver() && ladder.isQuietFor(ladder.isNews() ? UNKEPT : AFTERMATH, now))
                .toList()
                .forEach(this::forget);
    }

    private static List<Kept> news(Stream<LiveLadder> ladders) {
        var news = new ArrayList<Kept>();
        ladders.forEach(ladder -> ladder.news().ifPresent(news::add));
        return news;
    }

    private @Nullable LiveLadder begin(String sipCallId, LiveLadder ladder) {
        if (bySipCall.size() >= MOST_CALLS) {
            return null;
        }
        kept.add(ladder);
        name(sipCallId, ladder);
        return ladder;
    }

    private void name(String sipCallId, LiveLadder ladder) {
        ladder.namedAlso(sipCallId);
        bySipCall.put(sipCallId, ladder);
    }

    private void forget(LiveLadder ladder) {
        ladder.names().forEach(name -> bySipCall.remove(name, ladder));
        ladder.callId().ifPresent(id -> byCall.remove(id, ladder));
        kept.remove(ladder);
        bytes.addAndGet(-ladder.letGo());
    }

    private static boolean isFirst(SipRequest request) {
        return request.is("INVITE") && request.to().tag().isEmpty();
    }

    /// A Call-ID that a running call has is that call's, whoever uses it.
    private static boolean isNew(SipRequest invite, @Nullable LiveLadder known) {
        return known == null || (known.isOver() && !known.isBegunBy(invite));
    }
}
