package chorus.fake.voximplant;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// What goes wrong at the management API, as a test wants it. `*` in the place of a method stands for all.
public final class Troubles {
    private final List<Told> told = new ArrayList<>();

    /// @param fault     the error that is answered instead of the method being carried out
    /// @param status    what HTTP says instead; 0: nothing
    /// @param delay     before anything happens
    /// @param mute      the connection is closed in the place of an answer
    /// @param carriedOut done although nobody hears of it
    record Trouble(Optional<ApiFault> fault, int status, Duration delay, boolean mute, boolean carriedOut) {}

    private record Told(String method, Trouble trouble, AtomicInteger left) {}

    /// Answers so many such requests with an error.
    public Troubles refuse(String method, ApiFault fault, int times) {
        return add(method, new Trouble(Optional.of(fault), 0, Duration.ZERO, false, false), times);
    }

    public Troubles refuseAlways(String method, ApiFault fault) {
        return refuse(method, fault, Integer.MAX_VALUE);
    }

    /// Answers with an HTTP status of its own and no result: 429, 502.
    public Troubles status(String method, int status, int times) {
        return add(method, new Trouble(Optional.empty(), status, Duration.ZERO, false, false), times);
    }

    /// Takes so long, and then does as asked.
    public Troubles slow(String method, Duration delay, int times) {
        return add(method, new Trouble(Optional.empty(), 0, delay, false, true), times);
    }

    /// Does as asked, and closes the connection without a word.
    public Troubles loseAnswer(String method, int times) {
        return add(method, new Trouble(Optional.empty(), 0, Duration.ZERO, true, true), times);
    }

    /// Closes the connection before the request is looked at.
    public Troubles loseRequest(String method, int times) {
        return add(method, new Trouble(Optional.empty(), 0, Duration.ZERO, true, false), times);
    }

    /// Nobody is there, until [#recover].
    public Troubles breakDown() {
        return loseRequest("*", Integer.MAX_VALUE);
    }

    public Troubles recover() {
        synchronized (told) {
            told.clear();
        }
        return this;
    }

    private Troubles add(String method, Trouble trouble, int times) {
        synchronized (told) {
            told.add(new Told(method, trouble, new AtomicInteger(times)));
        }
        return this;
    }

    Optional<Trouble> next(String method) {
        synchronized (told) {
            var found = told.stream()
                    .filter(one -> one.left().get() > 0)
                    .filter(one -> one.method().equals("*") || one.method().equals(method))
                    .findFirst();
            found.ifPresent(one -> one.left().decrementAndGet());
            return found.map(Told::trouble);
        }
    }
}
