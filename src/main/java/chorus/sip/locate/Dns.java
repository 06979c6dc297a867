package chorus.sip.locate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;

/// Asks the name servers, and remembers what they said for as long as they allow; for a day more while they cannot tell
/// (RFC 8767).
final class Dns {
    private static final int MOST_REMEMBERED = 8_192;
    private static final int MOST_ALIASES = 8;
    private static final Duration BELIEVED_WITHOUT_THEM = Duration.ofDays(1);

    private final Resolver resolver;
    private final InstantSource clock;
    private final Map<Question, Remembered> memory = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Remembered> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    Dns(Resolver resolver, InstantSource clock) {
        this.resolver = resolver;
        this.clock = clock;
    }

    Records ask(Name name, int type, Deadline deadline) {
        var question = new Question(name, type);
        var now = clock.instant();
        Remembered known;
        synchronized (memory) {
            known = memory.get(question);
        }
        if (known != null && now.isBefore(known.until)) {
            return known.records;
        }
        var found = Remembered.of(fetch(question, deadline), now);
        var believed =
                !found.records.told() && known != null && now.isBefore(known.expires) ? known.longer(now) : found;
        synchronized (memory) {
            memory.put(question, believed);
        }
        return believed.records;
    }

    private Records fetch(Question question, Deadline deadline) {
        var query = Message.newQuery(Record.newRecord(question.name, question.type, DClass.IN));
        var asked = resolver.sendAsync(query).toCompletableFuture();
        try {
            return read(asked.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS), question);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Records.NOT_TOLD;
        } catch (ExecutionException | TimeoutException e) {
            asked.cancel(true);
            return Records.NOT_TOLD;
        }
    }

    /// The records of the name, or of the name that its aliases in the same answer lead to.
    private static Records read(Message answer, Question question) {
        if (answer.getRcode() != Rcode.NOERROR) {
            return switch (answer.getRcode()) {
                case Rcode.NXDOMAIN -> Records.NO_NAME;
                case Rcode.NOTIMP -> Records.NONE;
                default -> Records.refused(Rcode.string(answer.getRcode()));
            };
        }
        var name = question.name;
        var found = new ArrayList<Record>();
        var aliases = new ArrayList<CNAMERecord>();
        for (var step = 0; step < MOST_ALIASES && found.isEmpty(); step++) {
            var owner = name;
            for (var entry : answer.getSection(Section.ANSWER)) {
                if (entry.getName().equals(owner) && entry.getType() == question.type) {
                    found.add(entry);
                } else if (entry.getName().equals(owner) && entry instanceof CNAMERecord alias) {
                    name = alias.getTarget();
                    aliases.add(alias);
                }
            }
        }
        return found.isEmpty() ? Records.NONE : Records.of(found, aliases);
    }

    private record Question(Name name, int type) {}

    /// @param until   when the name servers are asked again
    /// @param expires until when it is believed if they cannot tell then
    private record Remembered(Records records, Instant until, Instant expires) {
        static Remembered of(Records records, Instant now) {
            var until = now.plus(records.ttl());
            return new Remembered(records, until, records.told() ? until.plus(BELIEVED_WITHOUT_THEM) : until);
        }

        Remembered longer(Instant now) {
            return new Remembered(records.stale(), now.plus(records.stale().ttl()), expires);
        }
    }
}
