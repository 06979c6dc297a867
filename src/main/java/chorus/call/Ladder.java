package chorus.call;

import java.util.List;

/// The SIP messages of a call in their order.
///
/// @param omitted how many messages found no room
public record Ladder(List<Rung> rungs, int omitted) {
    public Ladder {
        rungs = List.copyOf(rungs);
    }
}
