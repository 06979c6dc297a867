package chorus.provider.twilio;

import static chorus.provider.twilio.TwilioStage.NUMBER;
import static chorus.provider.twilio.TwilioStage.OFTEN;
import static chorus.provider.twilio.TwilioStage.SELDOM;
import static chorus.provider.twilio.TwilioStage.SID;
import static chorus.provider.twilio.TwilioStage.trunk;
import static chorus.provider.twilio.TwilioStage.url;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.Patience;
import chorus.phonebook.FieldProblem;
import chorus.phonebook.LineStatus.State;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk;
import chorus.secret.Secret;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What becomes of a number's settings at Twilio while it is ours, and afterwards.
class TwilioLineTest {
    private static final String OURS = "https://chorus.example.com";

    private final TwilioStage stage = new TwilioStage();

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void pointsANumberAtUs() {
        var atTwilio = stage.account.has(NUMBER);
        stage.added();
        assertThat(atTwilio.settings())
                .containsEntry("VoiceUrl", url("voice"))
                .containsEntry("VoiceMethod", "POST")
                .containsEntry("VoiceFallbackUrl", url("fallback"))
                .containsEntry("StatusCallback", url("status"))
                .containsEntry("StatusCallbackMethod", "POST");
    }

    @Test
    void takesTheNumberItselfAndNotOneThatContainsIt() {
        var longer = stage.account.has(NUMBER + "5");
        var atTwilio = stage.account.has(NUMBER);
        stage.added();
        assertThat(atTwilio.setting("VoiceUrl")).isEqualTo(url("voice"));
        assertThat(longer.setting("VoiceUrl")).isEmpty();
    }

    @Test
    void putsTheAccountBackWhenTheNumberIsDeleted() {
        var atTwilio = stage.account
                .has(NUMBER)
                .set("VoiceUrl", "https://before.example.com/voice?key=1")
                .set("VoiceMethod", "GET")
                .set("StatusCallback", "https://before.example.com/status");
        var before = atTwilio.settings();
        stage.remove(stage.added());
        Patience.until(
                "the number as it was", () -> atTwilio.setting("VoiceUrl").contains("before"));
        assertThat(atTwilio.settings()).containsAllEntriesOf(before);
        assertThat(atTwilio.setting("VoiceFallbackUrl")).isEmpty();
    }

    @Test
    void takesANumberOffItsTrunkAndSaysSoAndPutsItBackOn() {
        var trunk = "TK" + "1".repeat(32);
        var atTwilio = stage.account.has(NUMBER).set("TrunkSid", trunk);
        var number = stage.added();
        assertThat(stage.provider.status(number).why()).contains("It was on SIP trunk " + trunk);
        assertThat(atTwilio.setting("TrunkSid")).isEmpty();
        stage.remove(number);
        Patience.until(
                "the number on its trunk", () -> atTwilio.setting("TrunkSid").equals(trunk));
        assertThat(atTwilio.setting("VoiceUrl")).isEmpty();
    }

    @Test
    void leavesAloneWhatSomebodyElseSetMeanwhile() {
        var atTwilio = stage.account
                .has(NUMBER)
                .set("VoiceUrl", "https://before.example.com/voice")
                .set("StatusCallback", "https://before.example.com/status");
        var number = stage.added();
        atTwilio.set("VoiceUrl", "https://newer.example.com/voice");
        stage.remove(number);
        Patience.until(
                "the rest as it was", () -> atTwilio.setting("StatusCallback").contains("before"));
        assertThat(atTwilio.setting("VoiceUrl")).isEqualTo("https://newer.example.com/voice");
    }

    @Test
    void putsTheAccountBackAfterARestartWhenTwilioWasAwayAtTheDeletion() {
        var atTwilio = stage.account.has(NUMBER).set("VoiceUrl", "https://before.example.com/voice");
        var number = stage.added();
        stage.desk.breakDown();
        stage.remove(number);
        stage.stop();
        stage.desk.recover();
        stage.restart(OURS, SELDOM);
        Patience.until(
                "the number as it was", () -> atTwilio.setting("VoiceUrl").contains("before"));
    }

    @Test
    void putsTheAccountBackWhenTheServerDiedInTheMiddleOfTheDeletion() {
        var atTwilio = stage.account.has(NUMBER).set("VoiceUrl", "https://before.example.com/voice");
        stage.forget(stage.added());
        assertThat(atTwilio.setting("VoiceUrl")).isEqualTo(url("voice"));
        stage.restart(OURS, SELDOM);
        Patience.until(
                "the number as it was", () -> atTwilio.setting("VoiceUrl").contains("before"));
    }

    @Test
    void putsTheOldAccountBackWhenTheNumberMovesToAnother() {
        var atTwilio = stage.account.has(NUMBER).set("VoiceUrl", "https://before.example.com/voice");
        var other = stage.desk.account("AC" + "b".repeat(32), "another-token");
        var there = other.has(NUMBER);
        var number = stage.change(stage.added(), new Trunk.Twilio(other.sid(), Secret.of("another-token")));
        Patience.until(
                "the old account as it was", () -> atTwilio.setting("VoiceUrl").contains("before"));
        stage.awaitLine(number, State.READY, other.sid());
        assertThat(there.setting("VoiceUrl")).isEqualTo(url("voice"));
    }

    /// Whoever leaves while another is being put back is not forgotten.
    @Test
    void putsBackManyThatLeaveAtOnce() {
        var left = new ArrayList<PhoneNumber>();
        for (var i = 0; i < 8; i++) {
            stage.account.has("+1202555010" + i).set("VoiceUrl", "https://before.example.com/voice");
            left.add(stage.add("+1202555010" + i, trunk()));
        }
        left.forEach(number -> stage.awaitLine(number, State.READY, ""));
        left.forEach(stage::remove);
        Patience.until(
                "all as they were",
                () -> stage.account.numbers().stream()
                        .allMatch(number -> number.setting("VoiceUrl").contains("before")));
    }

    @Test
    void remembersWhatWasBeforeWhenItIsAddedAgainAtOnce() {
        var atTwilio = stage.account.has(NUMBER).set("VoiceUrl", "https://before.example.com/voice");
        stage.remove(stage.added());
        stage.remove(stage.added());
        Patience.until(
                "the number as it was", () -> atTwilio.setting("VoiceUrl").contains("before"));
    }

    @Test
    void remembersWhatWasBeforeWhenItsTokenIsNoLongerRightAndItIsAddedAgain() {
        var atTwilio = stage.account.has(NUMBER).set("VoiceUrl", "https://before.example.com/voice");
        var number = stage.added();
        stage.account.changeTokens("a-new-token");
        var asked = stage.desk.asked("GET /IncomingPhoneNumbers/");
        stage.remove(number);
        Patience.until("the number to be asked for", () -> stage.desk.asked("GET /IncomingPhoneNumbers/") > asked);
        var again = stage.add(NUMBER, new Trunk.Twilio(SID, Secret.of("a-new-token")));
        stage.awaitLine(again, State.READY, "");
        stage.remove(again);
        Patience.until(
                "the number as it was", () -> atTwilio.setting("VoiceUrl").contains("before"));
    }

    @Test
    void connectsANumberOnceTwilioCanBeAskedAgain() {
        var atTwilio = stage.account.has(NUMBER);
        stage.desk.breakDown();
        var number = stage.add(NUMBER, trunk());
        stage.awaitLine(number, State.CONNECTING, "tried again by itself");
        stage.desk.recover();
        stage.awaitLine(number, State.READY, NUMBER);
        assertThat(atTwilio.setting("VoiceUrl")).isEqualTo(url("voice"));
    }

    @Test
    void noticesThatTheNumberWasPointedElsewhereAndRepairsItWhenAsked() {
        var atTwilio = stage.account.has(NUMBER);
        var number = stage.added();
        stage.restart(OURS, OFTEN);
        atTwilio.set("VoiceUrl", "https://user:secret@other.example.com/voice?token=secret");
        var line = stage.awaitLine(number, State.FAILED, "VoiceUrl is https://other.example.com/voice?…");
        assertThat(line.why())
                .contains("/v1/phone-numbers/" + number.id() + "/repair")
                .doesNotContain("secret");
        stage.provider.repair(number);
        assertThat(stage.provider.status(number).state()).isEqualTo(State.READY);
        assertThat(atTwilio.setting("VoiceUrl")).isEqualTo(url("voice"));
        stage.remove(number);
        Patience.until("what was set last", () -> atTwilio.setting("VoiceUrl").contains("other.example.com"));
    }

    @Test
    void staysReadyAndSaysSoWhenOnlyTheStatusCallbackWasChanged() {
        var atTwilio = stage.account.has(NUMBER);
        var number = stage.added();
        atTwilio.set("StatusCallback", "");
        stage.restart(OURS, OFTEN);
        stage.awaitLine(number, State.READY, "StatusCallback is empty instead of " + url("status"));
    }

    @Test
    void followsANewPublicUrlByItself() {
        var atTwilio = stage.account.has(NUMBER).set("VoiceUrl", "https://before.example.com/voice");
        var number = stage.added();
        stage.restart("https://moved.example.com", SELDOM);
        stage.awaitLine(number, State.READY, "https://moved.example.com/twilio/voice");
        assertThat(atTwilio.setting("VoiceUrl")).isEqualTo("https://moved.example.com/twilio/voice");
        stage.remove(number);
        Patience.until(
                "the number as it was", () -> atTwilio.setting("VoiceUrl").contains("before"));
    }

    @Test
    void asksForOneAccountAndOneListForAllItsNumbersAtTheStart() {
        for (var i = 0; i < 5; i++) {
            stage.account.has("+1202555010" + i);
            stage.awaitLine(stage.add("+1202555010" + i, trunk()), State.READY, "");
        }
        var askedBefore = stage.desk.asked().size();
        stage.restart(OURS, SELDOM);
        Patience.until("all to be looked at", () -> stage.desk.asked().size() >= askedBefore + 2);
        Patience.meanwhile(java.time.Duration.ofMillis(300), () -> {});
        assertThat(stage.desk.asked().subList(askedBefore, stage.desk.asked().size()))
                .containsExactly("GET .json", "GET /IncomingPhoneNumbers.json PageSize=1000");
    }

    @Test
    void leavesTheLineAsItIsWhenSomethingElseOfTheNumberChanges() {
        stage.account.has(NUMBER);
        var number = stage.added();
        var history = stage.provider.status(number).history();
        var asked = stage.desk.asked().size();
        stage.change(number, trunk());
        assertThat(stage.provider.status(number).state()).isEqualTo(State.READY);
        assertThat(stage.provider.status(number).history()).isEqualTo(history);
        assertThat(stage.desk.asked()).hasSize(asked);
    }

    @Test
    void sendsCallsOutOnlyFromAVerifiedCallerId() {
        stage.account.verified(NUMBER);
        var number = stage.add(NUMBER, trunk());
        stage.awaitLine(number, State.READY, "calls can be placed from it, and none come in");
    }

    @Test
    void saysWhatToSetWithoutAPublicUrl() {
        stage.account.has(NUMBER);
        stage.restart("", SELDOM);
        var number = stage.add(NUMBER, trunk());
        assertThat(stage.provider.status(number).state()).isEqualTo(State.UNAVAILABLE);
        assertThat(stage.provider.status(number).why()).contains("set CHORUS_PUBLIC_URL");
    }

    @Test
    void namesTheFieldThatTwilioRefuses() {
        stage.account.has(NUMBER);
        var wrong = new Trunk.Twilio(SID, Secret.of("wrong"));
        assertThat(problem(NUMBER, wrong)).contains("twilioAuthToken: is not the Auth Token of " + SID);
        assertThat(problem("+12025550199", trunk())).contains("number: is not a number of account " + SID);
        assertThat(problem(NUMBER, trunk())).isEmpty();
        assertThat(problem(NUMBER, withKey("wrong"))).contains("twilioApiKeySecret: is not the secret");
        stage.account.key("SK" + "1".repeat(32), "right");
        assertThat(problem(NUMBER, withKey("right"))).isEmpty();
        stage.account.becomes("suspended");
        stage.restart(OURS, SELDOM);
        assertThat(problem(NUMBER, trunk())).contains("twilioAccountSid: names an account that is suspended");
    }

    @Test
    void namesTheFieldThatTwilioRefusesAlsoWhileTheAccountIsBeingSetUp() {
        stage.account.has(NUMBER);
        var setUp = new CountDownLatch(1);
        stage.desk.ponder("POST /IncomingPhoneNumbers/.*", setUp);
        stage.add(NUMBER, trunk());
        Patience.until("the number to be set up", () -> stage.desk.asked("POST /IncomingPhoneNumbers/") == 1);
        assertThat(problem(NUMBER, new Trunk.Twilio(SID, Secret.of("wrong")))).contains("twilioAuthToken: is not");
        setUp.countDown();
    }

    @Test
    void hasNothingAgainstANumberThatCannotBeAskedFor() {
        stage.desk.breakDown();
        assertThat(problem(NUMBER, trunk())).isEmpty();
    }

    @Test
    void goesOnWithTheSecondTokenWhileTwoChangePlaces() {
        var atTwilio = stage.account.has(NUMBER);
        stage.account.changeTokens("the-new-token");
        var rotating = new Trunk.Twilio(
                SID,
                Secret.of(TwilioStage.TOKEN),
                Optional.of(Secret.of("the-new-token")),
                Optional.empty(),
                Optional.empty());
        stage.awaitLine(stage.add(NUMBER, rotating), State.READY, "");
        assertThat(atTwilio.setting("VoiceUrl")).isEqualTo(url("voice"));
    }

    @Test
    void saysThatANumberCarriesNoVoice() {
        stage.account.has(NUMBER).withoutVoice();
        stage.awaitLine(stage.add(NUMBER, trunk()), State.FAILED, "carries no voice");
    }

    @Test
    void isPatientWhenTwilioHasTooMuchToDo() {
        var atTwilio = stage.account.has(NUMBER);
        stage.desk.refuse("POST .*", 429, 20429, "Too many requests", 2);
        stage.added();
        assertThat(atTwilio.setting("VoiceUrl")).isEqualTo(url("voice"));
    }

    private String problem(String number, Trunk.Twilio trunk) {
        return String.join(
                "",
                stage.provider.check(TwilioStage.number(number, trunk)).stream()
                        .map(TwilioLineTest::shown)
                        .toList());
    }

    private static String shown(FieldProblem problem) {
        return problem.field() + ": " + problem.message();
    }

    private static Trunk.Twilio withKey(String secret) {
        return new Trunk.Twilio(
                SID,
                Secret.of(TwilioStage.TOKEN),
                Optional.empty(),
                Optional.of(new Trunk.TwilioKey("SK" + "1".repeat(32), Secret.of(secret))),
                Optional.empty());
    }
}
