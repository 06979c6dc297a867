package chorus.provider.sip;

import chorus.phonebook.Stranger;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What is remembered of one stranger. Guarded by its owner's lock.
final class StrangerTally {
    private static final Duration BETWEEN_READINGS = Duration.ofSeconds(1);
    private static final int MOST_NUMBERS = 5;

    private final Instant first;
    private final List<String> dialled = new ArrayList<>();
    private Instant last;
    private Instant unreadUntil;
    private Transport transport = Transport.UDP;
    private String userAgent = "";
    private long count;

    StrangerTally(Instant now) {
        first = now;
        last = now;
        unreadUntil = now;
    }

    void count(Transport over, Instant now) {
        transport = over;
        last = now;
        count++;
    }

    boolean mayBeRead(Instant now) {
        return !now.isBefore(unreadUntil);
    }

    void read(StrangerMessage message, Instant now) {
        unreadUntil = now.plus(BETWEEN_READINGS);
        userAgent = message.userAgent();
        if (!message.dialled().isEmpty()) {
            dialled.remove(message.dialled());
            dialled.addFirst(message.dialled());
        }
        if (dialled.size() > MOST_NUMBERS) {
            dialled.removeLast();
        }
    }

    Stranger seen(InetAddress address, Stranger.Cause cause) {
        return new Stranger(address, cause, transport.name(), count, first, last, dialled, userAgent);
    }
}
