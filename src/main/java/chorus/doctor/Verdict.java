package chorus.doctor;

import chorus.call.Blame;
import chorus.call.CallRecord;
import chorus.call.Ending;
import chorus.call.Ladder;
import chorus.call.Step;
import java.util.List;
import java.util.Optional;

/// What the doctor says of a call.
///
/// @param reason       the code of its [Ending]; empty while the call runs
/// @param sentence     what happened
/// @param decidedBy    the step that turned the call away; empty when none did
/// @param whatToChange sentences, the most useful first; empty when nothing has to change
public record Verdict(
        Optional<String> reason,
        String sentence,
        Optional<String> blame,
        Optional<Step> decidedBy,
        List<String> whatToChange) {
    public Verdict {
        whatToChange = List.copyOf(whatToChange);
    }

    /// @param ladder absent where none was kept
    public static Verdict on(CallRecord call, Optional<Ladder> ladder) {
        var evidence = new Evidence(call, ladder);
        return call.endedReason()
                .map(code -> new Verdict(
                        call.endedReason(),
                        call.endedSentence().orElse(code),
                        call.blame(),
                        isRefused(call) ? evidence.decisive() : Optional.empty(),
                        Ending.of(code)
                                .map(ending -> Advice.on(ending, evidence))
                                .orElse(List.of())))
                .orElseGet(() -> new Verdict(
                        Optional.empty(),
                        "The call is " + call.state().code() + ".",
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
    }

    /// Who has to act, in words.
    String blamed() {
        return blame.flatMap(Verdict::blame).map(Verdict::words).orElse("nobody yet");
    }

    private static boolean isRefused(CallRecord call) {
        return call.startedAt().isEmpty();
    }

    private static Optional<Blame> blame(String code) {
        for (var blame : Blame.values()) {
            if (blame.code().equals(code)) {
                return Optional.of(blame);
            }
        }
        return Optional.empty();
    }

    private static String words(Blame blame) {
        return switch (blame) {
            case NOBODY -> "nobody";
            case CUSTOMER -> "the customer (numbers, agents, balance, trunk settings)";
            case CARRIER -> "the far side (the PBX or the phone network)";
            case AGENT -> "the agent's program";
            case US -> "this server, or whoever operates it";
            case UNKNOWN -> "unknown";
        };
    }
}
