package chorus.doctor;

import chorus.call.Step;
import java.util.List;

/// Text that the doctor writes, to be read aloud: what happened, who has to act, what to change, what was checked.
final class Paper {
    private final StringBuilder text = new StringBuilder();

    void verdict(Verdict verdict, String title) {
        heading(title);
        line("  " + Printable.of(verdict.sentence()));
        verdict.decidedBy().ifPresent(step -> line("  Decided by: " + said(step)));
        line("  Who has to act: " + verdict.blamed() + ".");
        heading("What to change");
        if (verdict.whatToChange().isEmpty()) {
            line("  Nothing.");
        }
        verdict.whatToChange().forEach(advice -> line("  - " + Printable.of(advice)));
    }

    void checks(List<Step> trace) {
        heading("What was checked");
        for (var step : trace) {
            line("%8d ms  %-8s %s".formatted(step.atMillis(), mark(step), said(step)));
        }
    }

    void heading(String words) {
        line("");
        line(words);
    }

    void line(String line) {
        text.append(line.stripTrailing()).append('\n');
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

    @Override
    public String toString() {
        return text.toString();
    }
}
