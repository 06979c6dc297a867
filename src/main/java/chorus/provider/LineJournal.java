package chorus.provider;

import chorus.phonebook.LineHistories;
import chorus.phonebook.LineStatus.Change;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down what becomes of lines, by a thread of its own, so that no registration waits for the database.
///
/// What changes again before it is written is written once. What cannot be written is logged, and comes with
/// the line's next change.
public final class LineJournal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LineJournal.class);

    private final LineHistories histories;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread writer;
    private Map<UUID, List<Change>> pending = new HashMap<>();
    private boolean closed;

    public LineJournal(LineHistories histories) {
        this.histories = histories;
        this.writer = Thread.ofVirtual().name("line journal").start(this::write);
    }

    /// What was written before, for the start; no line is kept down because it cannot be read.
    public Map<UUID, List<Change>> read() {
        try {
            return histories.all();
        } catch (RuntimeException e) {
            LOG.warn("what became of the lines before cannot be read", e);
            return Map.of();
        }
    }

    public void note(Iterable<UUID> numbers, List<Change> history) {
        lock.lock();
        try {
            numbers.forEach(number -> pending.put(number, history));
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Writes what is left.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            for (var next = next(); !next.isEmpty(); next = next()) {
                keep(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(Map<UUID, List<Change>> next) {
        try {
            histories.keep(next);
        } catch (RuntimeException e) {
            LOG.warn("what became of {} lines could not be written down", next.size(), e);
        }
    }

    /// Waits for something to write; empty at the end.
    private Map<UUID, List<Change>> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (pending.isEmpty() && !closed) {
                changed.await();
            }
            var taken = pending;
            pending = new HashMap<>();
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
