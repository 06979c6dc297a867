package chorus.switchboard;

import chorus.agent.AgentStreams;
import chorus.call.CallLog;
import chorus.provider.Providers;
import java.time.Clock;
import java.time.Duration;

/// What every call at the switchboard is worked with.
///
/// @param purse       what organizations have left for their calls
/// @param agentBudget how long an agent's runtime has to accept a stream
record Desk(
        Admission admission,
        Providers providers,
        Routing routing,
        LiveCalls live,
        AgentStreams streams,
        CallLog log,
        Clock clock,
        Purse purse,
        Farewell farewell,
        Duration agentBudget) {}
