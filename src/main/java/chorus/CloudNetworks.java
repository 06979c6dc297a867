package chorus;

import chorus.phonebook.LineHistories;
import chorus.provider.twilio.TwilioBooks;
import chorus.provider.twilio.TwilioOptions;
import chorus.provider.twilio.TwilioProvider;
import chorus.provider.voximplant.VoximplantBooks;
import chorus.provider.voximplant.VoximplantOptions;
import chorus.provider.voximplant.VoximplantProvider;
import chorus.store.Store;
import java.time.Clock;

/// Builds the providers that live in somebody's cloud and reach us over HTTP.
record CloudNetworks(Settings settings, Store store, LineHistories lines, MediaLoops loops, Clock clock) {
    TwilioProvider twilio() {
        return new TwilioProvider(
                new TwilioOptions(settings.publicUrl(), settings.twilioApiUrl()),
                loops.all(),
                settings.mediaTimeout(),
                new TwilioBooks(store.takeovers(), lines),
                clock);
    }

    VoximplantProvider voximplant() {
        var own = settings.voximplant();
        return new VoximplantProvider(
                new VoximplantOptions(settings.publicUrl(), own.apiUrl(), own.account()),
                loops.all(),
                settings.mediaTimeout(),
                new VoximplantBooks(store.installations(), lines, store.networkCosts(), store.networkSessions()),
                clock);
    }
}
