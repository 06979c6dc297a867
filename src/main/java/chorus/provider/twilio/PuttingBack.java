package chorus.provider.twilio;

import chorus.phonebook.Takeover;
import chorus.phonebook.Takeovers;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts numbers back as they stood before they were pointed at us, as far as they are still as we left them.
final class PuttingBack {
    private static final Logger LOG = LoggerFactory.getLogger(PuttingBack.class);

    private final AccountDesk desk;
    private final Takeovers takeovers;
    private final Optional<TwilioUrls> urls;

    PuttingBack(AccountDesk desk, Takeovers takeovers, Optional<TwilioUrls> urls) {
        this.desk = desk;
        this.takeovers = takeovers;
        this.urls = urls;
    }

    /// @return false when Twilio could not be asked, so that it is to be tried again
    boolean settle(Takeover takeover) {
        return switch (desk.read(takeover.access(), takeover.resource())) {
            case TwilioAnswer.Done(int _, var body) -> changed(takeover, NumberSettings.of(body));
            case TwilioAnswer.Refused refused -> givenUp(takeover, refused);
            case TwilioAnswer.Unavailable _ -> false;
        };
    }

    private boolean changed(Takeover takeover, NumberSettings now) {
        var before = new NumberSettings(takeover.before());
        var untouched = now.putBack(new NumberSettings(takeover.set()), before);
        var target = urls.map(NumberSettings::ours)
                .map(ours -> untouched.putBack(ours, before))
                .orElse(untouched);
        var form = now.towards(target);
        if (form.isEmpty()) {
            return done(takeover, "was not ours anymore and is left as it is");
        }
        return switch (desk.set(takeover.access(), takeover.resource(), form)) {
            case TwilioAnswer.Done _ -> done(takeover, "is back as it was");
            case TwilioAnswer.Refused refused -> givenUp(takeover, refused);
            case TwilioAnswer.Unavailable _ -> false;
        };
    }

    private boolean done(Takeover takeover, String what) {
        takeovers.forget(takeover.id());
        LOG.info(
                "number {} of account {} {}",
                takeover.number(),
                takeover.access().account(),
                what);
        return true;
    }

    /// What Twilio refuses is not tried again by itself, and not forgotten: it is looked at again when something else
    /// leaves the account or we start, and whoever adds the number again finds what was before.
    private boolean givenUp(Takeover takeover, TwilioAnswer.Refused refused) {
        if (refused.isMissing()) {
            return done(takeover, "is no longer in it");
        }
        LOG.warn(
                "number {} of account {} still points at us, for its settings could not be put back: {} Its VoiceUrl was"
                        + " {}",
                takeover.number(),
                takeover.access().account(),
                refused.sentence(),
                NumberSettings.shown(new NumberSettings(takeover.before()).of(NumberSettings.VOICE_URL)));
        return true;
    }
}
