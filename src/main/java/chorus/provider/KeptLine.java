package chorus.provider;

import chorus.phonebook.LineStatus;
import chorus.phonebook.LineStatus.State;
import chorus.phonebook.PhoneNumber;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// A number's line as its keeper keeps it, and when it is looked at next. Changed in its account's lane only.
final class KeptLine {
    private final PhoneNumber number;
    private final String account;
    private final LineHistory history;
    private volatile Instant due;
    private int failures;

    KeptLine(PhoneNumber number, String account, LineHistory history, Instant due) {
        this.number = number;
        this.account = account;
        this.history = history;
        this.due = due;
    }

    /// The same line of a number of which something else was changed.
    KeptLine of(PhoneNumber changed) {
        return new KeptLine(changed, account, history, due);
    }

    PhoneNumber number() {
        return number;
    }

    String account() {
        return account;
    }

    LineHistory history() {
        return history;
    }

    LineStatus status() {
        return history.now();
    }

    Instant due() {
        return due;
    }

    /// What was found, and when to look again; a line that was known to be up stays so while the network cannot be
    /// asked.
    void stands(Standing standing, Instant now, Rhythm rhythm, RandomGenerator random) {
        switch (standing) {
            case Standing.Ready(var why) -> history.ready(why, now);
            case Standing.Failed(var why) -> history.failed(why, now);
            case Standing.Unsettled(var why) -> {
                if (history.now().state() == State.CONNECTING) {
                    history.connecting(why + " It is tried again by itself.", now);
                }
            }
        }
        var unsettled = standing instanceof Standing.Unsettled;
        due = now.plus(unsettled ? rhythm.untilNextTry(failures, random) : rhythm.untilNextLook(random));
        failures = unsettled ? failures + 1 : 0;
    }
}
