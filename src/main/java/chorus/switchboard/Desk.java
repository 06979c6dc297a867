package chorus.switchboard;

import chorus.agent.AgentStreams;
import chorus.call.CallLog;
import chorus.provider.Providers;
import java.time.Clock;
import java.time.Duration;

/// What every call at the switchboard is worked with.
///
/// @param queues      where calls wait to be placed
/// @param purse       what organizations have left for their calls
/// @param agentBudget how long an agent's runtime has to accept a stream
record Desk(
        Admission admission,
        Providers providers,
        Routing routing,
        LiveCalls live,
        Queues queues,
        AgentStreams streams,
        CallLog log,
        Clock clock,
        Purse purse,
        Farewell farewell,
        Duration agentBudget) {}
