package chorus.doctor;

import chorus.call.CallRecord;
import chorus.call.Direction;
import chorus.call.Ladder;
import chorus.call.Rung;
import chorus.call.Step;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// A call's story as text, to be read aloud: what happened, who has to act, what to change, what was checked, what was
/// said over the wire.
public final class Story {
    private final StringBuilder text = new StringBuilder();
    private final CallRecord call;

    private Story(CallRecord call) {
        this.call = call;
    }

    /// @param ladder absent where none was kept
    public static String of(CallRecord call, Optional<Ladder> ladder) {
        var story = new Story(call);
        story.head();
        story.verdict(Verdict.on(call, ladder));
        story.checks();
        story.ladder(ladder);
        return story.text.toString();
    }

    private void head() {
        var it = call.call();
        var in = it.direction() == Direction.INBOUND;
        line("Call %s: %s from %s to %s, over %s"
                .formatted(
                        it.id(),
                        it.direction().code(),
                        Printable.of(in ? it.customerNumber() : it.ownNumber()),
                        Printable.of(in ? it.ownNumber() : it.customerNumber()),
                        it.provider()));
        line("%s, %s%s%s"
                .formatted(
                        it.createdAt().truncatedTo(ChronoUnit.SECONDS),
                        call.state().code(),
                        call.startedAt().isEmpty() ? "" : ", " + call.duration().toSeconds() + " s long",
                        call.attempts() > 1 ? ", the last of " + call.attempts() + " attempts like this" : ""));
    }

    private void verdict(Verdict verdict) {
        heading("What happened");
        line("  " + verdict.sentence());
        verdict.decidedBy().ifPresent(step -> line("  Decided by: " + said(step)));
        line("  Who has to act: " + verdict.blamed() + ".");
        heading("What to change");
        if (verdict.whatToChange().isEmpty()) {
            line("  Nothing.");
        }
        verdict.whatToChange().forEach(advice -> line("  - " + Printable.of(advice)));
    }

    private void checks() {
        heading("What was checked");
        for (var step : call.trace()) {
            line("%8d ms  %-8s %s".formatted(step.atMillis(), mark(step), said(step)));
        }
    }

    private void ladder(Optional<Ladder> ladder) {
        heading("What was said over the wire");
        if (ladder.isEmpty()) {
            line("  No SIP messages are kept of this call.");
            return;
        }
        ladder.get().rungs().forEach(this::rung);
        if (ladder.get().omitted() > 0) {
            line("  %d messages more found no room.".formatted(ladder.get().omitted()));
        }
        var number = 1;
        for (var rung : ladder.get().rungs()) {
            heading("Message " + number++ + ", " + rung.way().code());
            rung.text().lines().forEach(each -> line("  " + Printable.of(each)));
        }
    }

    private void rung(Rung rung) {
        var arrow = rung.way() == Rung.Way.RECEIVED ? "<--" : "-->";
        var again = rung.times() == 1 ? "" : "  (%d times, last at %d ms)".formatted(rung.times(), rung.lastMillis());
        line("%8d ms  %s %s over %s  %s%s"
                .formatted(
                        rung.atMillis(), arrow, rung.peer(), rung.transport(), Printable.of(rung.startLine()), again));
    }

    private static String said(Step step) {
        return Printable.of(step.check())
                + (step.found().isEmpty() ? "" : ": " + Printable.of(step.found()))
                + (step.against().isEmpty() ? "" : " (asked for: " + Printable.of(step.against()) + ")");
    }

    private static String mark(Step step) {
        return switch (step.verdict()) {
            case PASSED -> "passed";
            case REFUSED -> "REFUSED";
            case NOTED -> "";
        };
    }

    private void heading(String words) {
        line("");
        line(words);
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }
}
