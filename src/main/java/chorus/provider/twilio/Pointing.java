package chorus.provider.twilio;

import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Takeover;
import chorus.phonebook.Takeovers;
import chorus.phonebook.Trunk;
import chorus.provider.Standing;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Points numbers at us, remembers how they stood before, and tells when somebody else pointed them elsewhere.
///
/// How a number stood is written down before it is changed, so that a crash in between loses nothing.
final class Pointing {
    private final AccountDesk desk;
    private final Takeovers takeovers;
    private final TwilioUrls urls;
    private final NumberSettings wanted;
    private final InstantSource clock;

    Pointing(AccountDesk desk, Takeovers takeovers, TwilioUrls urls, InstantSource clock) {
        this.desk = desk;
        this.takeovers = takeovers;
        this.urls = urls;
        this.wanted = NumberSettings.ours(urls);
        this.clock = clock;
    }

    /// How a number stands that was found in its account; points it at us when it never was, or when `repair`
    /// asks so.
    Standing stand(PhoneNumber number, Trunk.Twilio account, IncomingNumber found, boolean repair) {
        if (!found.voice()) {
            return new Standing.Failed("Twilio's " + number.number() + " carries no voice: buy a number that does.");
        }
        var kept = takeovers.of(account.account(), found.sid());
        if (found.settings().equals(wanted)) {
            return new Standing.Ready(ready(number, account, remembered(number, account, found, kept)));
        }
        var untouched = kept.map(before -> found.settings().equals(new NumberSettings(before.set())))
                .orElse(true);
        return untouched || repair
                ? taken(number, account, found, remembered(number, account, found, kept))
                : drifted(number, account, found, kept.orElseThrow());
    }

    private Standing taken(PhoneNumber number, Trunk.Twilio account, IncomingNumber found, Takeover before) {
        return switch (desk.set(account, found.sid(), found.settings().towards(wanted))) {
            case TwilioAnswer.Done _ -> {
                takeovers.keep(with(before, number, account, before.before(), wanted.values()));
                yield new Standing.Ready(ready(number, account, before));
            }
            case TwilioAnswer.Refused refused ->
                new Standing.Failed("The number could not be pointed at " + urls.voice() + ": " + refused.sentence());
            case TwilioAnswer.Unavailable(var why, boolean _) -> new Standing.Unsettled(why);
        };
    }

    /// Calls that do not come are a failure; the rest is worth a word.
    private Standing drifted(PhoneNumber number, Trunk.Twilio account, IncomingNumber found, Takeover kept) {
        var differences = found.settings().differences(wanted);
        var remedy = ". Point it at us again with POST /v1/phone-numbers/" + number.id() + "/repair.";
        return found.settings().bringsCallsLike(wanted)
                ? new Standing.Ready(
                        ready(number, account, kept) + " But it was changed at Twilio: " + differences + remedy)
                : new Standing.Failed(
                        "Calls do not reach us, for the number was changed at Twilio: " + differences + remedy);
    }

    /// Writes down how it stood: the first time as it is now, later what somebody set since then.
    private Takeover remembered(
            PhoneNumber number, Trunk.Twilio account, IncomingNumber found, Optional<Takeover> kept) {
        var now = found.settings();
        var before = kept.map(takeover -> new NumberSettings(takeover.before()));
        var takeover = kept.map(known -> with(
                        known,
                        number,
                        account,
                        now.putBack(wanted, before.orElseThrow())
                                .putBack(new NumberSettings(known.set()), before.orElseThrow())
                                .values(),
                        now.values()))
                .orElseGet(() -> first(number, account, found));
        if (!kept.equals(Optional.of(takeover))) {
            takeovers.keep(takeover);
        }
        return takeover;
    }

    /// What is ours already was nobody's before, as far as anybody knows.
    private Takeover first(PhoneNumber number, Trunk.Twilio account, IncomingNumber found) {
        var now = found.settings();
        return new Takeover(
                UUID.randomUUID(),
                number.id(),
                number.number(),
                account,
                found.sid(),
                now.putBack(wanted, new NumberSettings(Map.of())).values(),
                now.values(),
                clock.instant());
    }

    private static Takeover with(
            Takeover kept,
            PhoneNumber number,
            Trunk.Twilio account,
            Map<String, String> before,
            Map<String, String> set) {
        return new Takeover(kept.id(), number.id(), number.number(), account, kept.resource(), before, set, kept.at());
    }

    private String ready(PhoneNumber number, Trunk.Twilio account, Takeover kept) {
        var before = new NumberSettings(kept.before());
        var cleared = before.of(NumberSettings.TRUNK).isEmpty()
                ? before.of(NumberSettings.APPLICATION)
                : before.of(NumberSettings.TRUNK);
        var conflict = (cleared.startsWith("TK") ? " It was on SIP trunk " : " It was on application ") + cleared
                + ", which has been taken off it and comes back when the number is deleted here.";
        return "Calls to " + number.number() + " come from account " + account.account() + " at Twilio to "
                + urls.voice() + "." + (cleared.isEmpty() ? "" : conflict);
    }
}
