package chorus.api;

import chorus.call.CallHistory;
import chorus.call.Ladders;
import chorus.phonebook.Agents;
import chorus.phonebook.ApiKeys;
import chorus.phonebook.Organizations;
import chorus.phonebook.PhoneNumbers;
import chorus.provider.LineTests;
import chorus.provider.Providers;
import chorus.switchboard.CallControl;
import chorus.switchboard.Forecasts;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;

/// What the API stands in front of.
public record ApiParts(
        Organizations organizations,
        ApiKeys apiKeys,
        Agents agents,
        PhoneNumbers numbers,
        Providers providers,
        LineTests lineTests,
        CallHistory calls,
        Ladders ladders,
        CallControl control,
        Forecasts forecasts,
        PrometheusMeterRegistry registry,
        Clock clock) {}
