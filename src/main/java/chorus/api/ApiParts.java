package chorus.api;

import chorus.call.CallHistory;
import chorus.call.Ladders;
import chorus.phonebook.Agents;
import chorus.phonebook.ApiKeys;
import chorus.phonebook.Organizations;
import chorus.phonebook.PhoneNumbers;
import chorus.phonebook.Purchases;
import chorus.provider.LineTests;
import chorus.provider.Providers;
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
        Agents agents,
        PhoneNumbers numbers,
        Purchases purchases,
        Providers providers,
        LineTests lineTests,
        CallHistory calls,
        Ladders ladders,
        CallControl control,
        Forecasts forecasts,
        List<Door> doors,
        PrometheusMeterRegistry registry,
        Clock clock) {}
