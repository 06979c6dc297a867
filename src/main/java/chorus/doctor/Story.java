package chorus.doctor;

import chorus.call.CallRecord;
import chorus.call.Direction;
import chorus.call.Ladder;
import chorus.call.Rung;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// A call's story as text, to be read aloud: what happened, who has to act, what to change, what was checked, what was
/// said over the wire.
public final class Story {
    private final Paper paper = new Paper();
    private final CallRecord call;

    private Story(CallRecord call) {
        this.call = call;
    }

    /// @param ladder absent where none was kept
    public static String of(CallRecord call, Optional<Ladder> ladder) {
        var story = new Story(call);
        story.head();
        story.paper.verdict(Verdict.on(call, ladder), "What happened");
        story.paper.checks(call.trace());
        story.ladder(ladder);
        return story.paper.toString();
    }

    private void head() {
        var it = call.call();
        var in = it.direction() == Direction.INBOUND;
        paper.line("Call %s: %s from %s to %s, over %s"
                .formatted(
                        it.id(),
                        it.direction().code(),
                        Printable.of(in ? it.customerNumber() : it.ownNumber()),
                        Printable.of(in ? it.ownNumber() : it.customerNumber()),
                        it.provider()));
        paper.line("%s, %s%s%s"
                .formatted(
                        it.createdAt().truncatedTo(ChronoUnit.SECONDS),
                        call.state().code(),
                        call.startedAt().isEmpty() ? "" : ", " + call.duration().toSeconds() + " s long",
                        call.attempts() > 1 ? ", the last of " + call.attempts() + " attempts like this" : ""));
    }

    private void ladder(Optional<Ladder> ladder) {
        paper.heading("What was said over the wire");
        if (ladder.isEmpty()) {
            paper.line("  No SIP messages are kept of this call.");
            return;
        }
        ladder.get().rungs().forEach(this::rung);
        if (ladder.get().omitted() > 0) {
            paper.line(
                    "  %d messages more found no room.".formatted(ladder.get().omitted()));
        }
        var number = 1;
        for (var rung : ladder.get().rungs()) {
            paper.heading("Message " + number++ + ", " + rung.way().code());
            rung.text().lines().forEach(each -> paper.line("  " + Printable.of(each)));
        }
    }

    private void rung(Rung rung) {
        var arrow = rung.way() == Rung.Way.RECEIVED ? "<--" : "-->";
        var again = rung.times() == 1 ? "" : "  (%d times, last at %d ms)".formatted(rung.times(), rung.lastMillis());
        paper.line("%8d ms  %s %s over %s  %s%s"
                .formatted(
                        rung.atMillis(), arrow, rung.peer(), rung.transport(), Printable.of(rung.startLine()), again));
    }
}
