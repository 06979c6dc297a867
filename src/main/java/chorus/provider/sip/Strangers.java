package chorus.provider.sip;

import chorus.phonebook.Stranger;
import chorus.phonebook.Stranger.Cause;
import chorus.sip.message.SipRequest;
import chorus.sip.transport.Source;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// Those who were not let in, counted by source and cause, so that a mistyped allowlist is found.
///
/// A source on UDP can be forged, and a packet must cost nothing: at most [#MOST] are remembered, those that were quiet
/// for longest are forgotten first, and only a few packets a second are read. Written from the SIP loop, read from any
/// thread; the lock is held for the time of a look-up.
final class Strangers {
    static final int MOST = 1_000;

    private final Clock clock;
    private final ReadingPace pace;
    private final Map<Key, StrangerTally> known = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Cause, LongAdder> counts = new EnumMap<>(Cause.class);

    private record Key(InetAddress address, Cause cause) {}

    Strangers(Clock clock) {
        this.clock = clock;
        this.pace = new ReadingPace(clock.instant());
        for (var cause : Cause.values()) {
            counts.put(cause, new LongAdder());
        }
    }

    /// Somebody sent this from where no line is.
    ///
    /// @param bytes empty for a connection
    void dropped(Source source, ByteBuffer bytes) {
        var cause = bytes.hasRemaining() ? StrangerMessage.cause(bytes) : Cause.CONNECTION;
        count(source, cause, () -> StrangerMessage.read(bytes));
    }

    /// A source of several organizations dialled a number that nobody has.
    void unknownAmongMany(SipRequest invite, Source source) {
        count(source, Cause.SHARED_SOURCE, () -> StrangerMessage.of(invite));
    }

    long count(Cause cause) {
        return adder(cause).sum();
    }

    /// The last one first.
    synchronized List<Stranger> all() {
        return known.entrySet().stream()
                .map(entry -> entry.getValue()
                        .seen(entry.getKey().address(), entry.getKey().cause()))
                .sorted(Comparator.comparing(Stranger::last).reversed())
                .toList();
    }

    private void count(Source source, Cause cause, Supplier<StrangerMessage> message) {
        adder(cause).increment();
        var now = clock.instant();
        synchronized (this) {
            var tally = known.computeIfAbsent(new Key(source.address(), cause), _ -> new StrangerTally(now));
            tally.count(source.transport(), now);
            if (StrangerMessage.saysWhoIsMeant(cause) && tally.mayBeRead(now) && pace.allows(now)) {
                tally.read(message.get(), now);
            }
            if (known.size() > MOST) {
                forgetTheQuietest();
            }
        }
    }

    private void forgetTheQuietest() {
        var each = known.keySet().iterator();
        each.next();
        each.remove();
    }

    private LongAdder adder(Cause cause) {
        var adder = counts.get(cause);
        if (adder == null) {
            throw new IllegalStateException("Every cause has a counter.");
        }
        return adder;
    }
}
