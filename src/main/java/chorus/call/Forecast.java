package chorus.call;

import java.util.List;

/// What would become of a call, had it come.
public sealed interface Forecast {
    List<Step> trace();

    /// An agent would be asked to take it, and the phone would be answered.
    ///
    /// @param agent the agent's name
    record Taken(Call call, String agent, List<Step> trace) implements Forecast {
        public Taken {
            trace = List.copyOf(trace);
        }
    }

    /// It would be turned away, and this record be left.
    record Refused(CallRecord call) implements Forecast {
        @Override
        public List<Step> trace() {
            return call.trace();
        }
    }

    /// Nothing would be answered, and no record be left.
    ///
    /// @param dialled who is meant; empty when that cannot be read
    record Unheard(String dialled, List<Step> trace) implements Forecast {
        public Unheard {
            trace = List.copyOf(trace);
        }
    }
}
