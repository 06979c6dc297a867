package chorus.provider.twilio;

import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Preflight;
import chorus.phonebook.Trunk;
import chorus.provider.Checklist;
import java.time.Duration;
import java.util.List;

/// Looks at a number's line at Twilio, step by step: whether Twilio can reach us, knows the account and the
/// number, and sends its calls here. Changes nothing.
final class TwilioPreflight {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final String ACCOUNT = "account and token at Twilio";
    private static final String NUMBER = "number in the account";
    private static final String SETTINGS = "where Twilio sends its calls";

    private final AccountDesk desk;
    private final TwilioOptions options;
    private final Checklist steps = new Checklist(System::nanoTime);

    TwilioPreflight(AccountDesk desk, TwilioOptions options) {
        this.desk = desk;
        this.options = options;
    }

    List<Preflight.Step> of(PhoneNumber number) {
        options.obstacle()
                .ifPresentOrElse(
                        why -> steps.failed("our address for Twilio", why, "Set CHORUS_PUBLIC_URL."),
                        () -> steps.passed(
                                "our address for Twilio",
                                options.publicUrl().orElseThrow().toString()));
        if (number.trunk() instanceof Trunk.Twilio account) {
            found(number, desk.find(account, number.number(), PATIENCE));
        }
        return steps.steps();
    }

    private void found(PhoneNumber number, Finding finding) {
        switch (finding) {
            case Finding.Unknown(var why) ->
                steps.failed(ACCOUNT, why, "Look at status.twilio.com, and whether this machine may open connections.");
            case Finding.Wrong(var problem) ->
                steps.failed(
                        problem.field().equals("number") ? NUMBER : ACCOUNT,
                        problem.field() + " " + problem.message() + ".",
                        "Change " + problem.field() + ".");
            case Finding.CallerIdOnly() -> {
                steps.passed(ACCOUNT, "They are right.");
                steps.passed(NUMBER, "It is a verified caller id: calls can be placed from it, and none come in.");
            }
            case Finding.Present(var found) -> {
                steps.passed(ACCOUNT, "They are right.");
                steps.passed(NUMBER, found.sid() + (found.voice() ? ", with voice" : ", without voice"));
                options.urls().ifPresent(urls -> settings(number, found, NumberSettings.ours(urls)));
            }
        }
    }

    private void settings(PhoneNumber number, IncomingNumber found, NumberSettings wanted) {
        if (found.settings().equals(wanted)) {
            steps.passed(SETTINGS, wanted.of(NumberSettings.VOICE_URL));
        } else {
            steps.failed(
                    SETTINGS,
                    found.settings().differences(wanted) + ".",
                    "POST /v1/phone-numbers/" + number.id() + "/repair.");
        }
    }
}
