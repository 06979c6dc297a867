package chorus.api;

import chorus.call.CallFigures;
import chorus.call.CallHistory;
import chorus.call.Deliveries;
import chorus.call.Ladders;
import chorus.feed.Feed;
import chorus.phonebook.Agents;
import chorus.phonebook.ApiKeys;
import chorus.phonebook.AuditLog;
import chorus.phonebook.Organizations;
import chorus.phonebook.PhoneNumbers;
import chorus.phonebook.Purchases;
import chorus.phonebook.SignIns;
import chorus.provider.BrowserCalls;
import chorus.provider.LineTests;
import chorus.provider.Providers;
import chorus.switchboard.AgentTests;
import chorus.switchboard.CallControl;
import chorus.switchboard.Forecasts;
import chorus.web.Door;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;

/// What the API stands in front of.
///
/// @param doors what else is reached over its server
public record ApiParts(
        Organizations organizations,
        ApiKeys apiKeys,
        SignIns signIns,
        Agents agents,
        PhoneNumbers numbers,
        Purchases purchases,
        Providers providers,
        LineTests lineTests,
        CallHistory calls,
        CallFigures figures,
        Ladders ladders,
        Deliveries deliveries,
        AuditLog auditLog,
        CallControl control,
        Forecasts forecasts,
        BrowserCalls browserCalls,
        AgentTests agentTests,
        Feed feed,
        Reach reach,
        List<Door> doors,
        PrometheusMeterRegistry registry,
        Clock clock) {}
