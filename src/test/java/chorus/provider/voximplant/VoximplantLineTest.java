package chorus.provider.voximplant;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.Patience;
import chorus.fake.voximplant.ApiFault;
import chorus.phonebook.LineStatus.State;
import chorus.phonebook.Trunk;
import chorus.phonebook.VoximplantAccount;
import chorus.phonebook.VoximplantAccount.ServiceKey;
import chorus.secret.Secret;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is installed in an account for a number, kept there, and taken away again.
class VoximplantLineTest {
    private final VoximplantStage stage = new VoximplantStage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aNumberGetsAnApplicationWithSecretsAScenarioAndRules() {
        var line = stage.awaitLine(stage.added(), State.READY, "");
        assertThat(line.why()).contains(VoximplantStage.NUMBER).contains("application chorus");
        var application = stage.cloud.account().application("chorus");
        assertThat(application.secret("CHORUS_URL").orElseThrow())
                .matches("https://chorus\\.example\\.com/voximplant/[A-Za-z0-9_-]{22}");
        assertThat(application.secret("CHORUS_KEY").orElseThrow()).matches("[0-9a-f]{64}");
        var rule = application.ruleFor("12025550100").orElseThrow();
        assertThat(rule.scenarios())
                .singleElement()
                .satisfies(scenario -> assertThat(scenario.script()).isEqualTo(VoximplantStage.FIRST.script()));
        assertThat(application.ruleFor("12025550199")).isEmpty();
        assertThat(application.rules()).hasSize(2);
        assertThat(number().application()).contains(application);
        assertThat(number().rule()).contains(rule);
        assertThat(stage.cloud.indiscretions()).isEmpty();
    }

    @Test
    void twoNumbersShareOneApplicationAndOneScenario() {
        stage.cloud.account().has("+12025550101");
        stage.added();
        stage.awaitLine(stage.add("+12025550101", stage.trunk()), State.READY, "");
        assertThat(stage.cloud.account().applications()).hasSize(1);
        assertThat(stage.cloud.account().scenarios()).hasSize(1);
        assertThat(stage.cloud.account().application("chorus").rules()).hasSize(3);
    }

    @Test
    void aServiceAccountProvesItselfByItsKey() throws IOException {
        var file = new ObjectMapper()
                .readTree(stage.cloud.account().serviceAccount().file());
        var key = new ServiceKey(
                file.path("key_id").asText(), Secret.of(file.path("private_key").asText()));
        var account = new VoximplantAccount(file.path("account_id").asText(), key);
        var trunk = new Trunk.Voximplant(Optional.of(account), Optional.empty(), Optional.empty(), Optional.empty());
        stage.awaitLine(stage.add(VoximplantStage.NUMBER, trunk), State.READY, "");
        assertThat(stage.cloud.indiscretions()).isEmpty();
    }

    @Test
    void whatFailedIsToldWithItsStepAndCodeAndGoesOnFromThere() {
        stage.cloud.troubles().refuse("AddRule", ApiFault.INVALID_RULE_PATTERN, 1);
        var number = stage.add(VoximplantStage.NUMBER, stage.trunk());
        var line = stage.awaitLine(number, State.FAILED, "rule out");
        assertThat(line.why()).contains("148").contains("The 'rule_pattern' parameter is invalid");
        stage.provider.repair(number);
        stage.awaitLine(number, State.READY, "");
        assertThat(stage.cloud.asked("AddApplication")).isEqualTo(1);
        assertThat(stage.cloud.asked("AddScenario")).isEqualTo(1);
    }

    @Test
    void aLostAnswerMakesNothingTwice() {
        for (var method : new String[] {"AddApplication", "AddSecret", "AddScenario", "AddRule"}) {
            stage.cloud.troubles().loseAnswer(method, 1);
        }
        stage.added();
        assertThat(stage.cloud.account().applications()).hasSize(1);
        assertThat(stage.cloud.account().scenarios()).hasSize(1);
        assertThat(stage.cloud.account().application("chorus").rules()).hasSize(2);
    }

    @Test
    void tooManyRequestsAreAskedAgain() {
        stage.cloud
                .troubles()
                .refuse("AddApplication", ApiFault.RATE_LIMIT_EXCEED, 2)
                .status("AddRule", 429, 2);
        stage.added();
        assertThat(stage.cloud.asked("AddApplication")).isEqualTo(3);
    }

    @Test
    void aWrongKeyIsAFailureThatNamesItsField() {
        var number = stage.add(VoximplantStage.NUMBER, stage.trunk("wrong", Optional.empty()));
        var line = stage.awaitLine(number, State.FAILED, "voximplantApiKey");
        assertThat(line.why()).contains("100").doesNotContain("wrong");
    }

    @Test
    void aNumberOfSomebodyElsesApplicationIsLeftThereUntilItIsToBeTakenOver() {
        var foreign = stage.cloud.account().hasApplication("foreign", ".*", "// theirs");
        number().bind(foreign, Optional.empty());
        var number = stage.add(VoximplantStage.NUMBER, stage.trunk());
        stage.awaitLine(number, State.FAILED, "bound to application foreign");
        assertThat(number().application()).contains(foreign);
        stage.provider.repair(number);
        stage.awaitLine(number, State.READY, "");
        stage.remove(number);
        Patience.until("the number to be back", () -> number().application().equals(Optional.of(foreign)));
    }

    @Test
    void nothingOfOursIsLeftWhenTheLastNumberIsDeleted() {
        var foreign = stage.cloud.account().hasApplication("foreign", ".*", "// theirs");
        stage.remove(stage.added());
        Patience.until(
                "the application to be gone",
                () -> stage.cloud.account().applications().size() == 1);
        assertThat(stage.cloud.account().applications()).containsExactly(foreign);
        assertThat(stage.cloud.account().scenarios()).hasSize(1);
        assertThat(number().application()).isEmpty();
        Patience.until(
                "nothing to be kept", () -> stage.store.installations().all().isEmpty());
    }

    @Test
    void anApplicationThatWasThereBeforeStaysAndSoDoesWhatIsInIt() {
        var theirs = stage.cloud.account().hasApplication("support", "^4711$", "// theirs");
        var number = stage.add(
                VoximplantStage.NUMBER, stage.trunk(stage.cloud.account().apiKey(), Optional.of("support")));
        stage.awaitLine(number, State.READY, "");
        assertThat(theirs.rules()).hasSize(3);
        stage.remove(number);
        Patience.until("only theirs to be left", () -> theirs.rules().size() == 1);
        Patience.until("no secret to be left", () -> theirs.secret("CHORUS_KEY").isEmpty());
        assertThat(stage.cloud.account().applications()).containsExactly(theirs);
        assertThat(stage.cloud.account().scenarios()).hasSize(1);
    }

    @Test
    void whatWasDeletedWhileWeWereAwayIsTakenAwayAtTheNextStart() {
        var number = stage.added();
        stage.forget(number);
        stage.restart(VoximplantStage.URL, VoximplantStage.SELDOM, VoximplantStage.FIRST);
        Patience.until(
                "nothing to be left", () -> stage.cloud.account().applications().isEmpty());
    }

    @Test
    void aNewVersionOfTheScenarioReplacesTheOldOneInItsPlace() {
        var number = stage.added();
        var scenario = stage.cloud.account().scenarios().getFirst();
        stage.restart(VoximplantStage.URL, VoximplantStage.SELDOM, VoximplantStage.SECOND);
        stage.awaitLine(number, State.READY, "");
        assertThat(stage.cloud.account().scenarios()).containsExactly(scenario);
        assertThat(scenario.script()).isEqualTo(VoximplantStage.SECOND.script());
        assertThat(scenario.edits()).isEqualTo(1);
    }

    @Test
    void aScenarioThatSomebodyChangedStaysUntilItIsToBePutRight() {
        var number = stage.added();
        var scenario = stage.cloud.account().scenarios().getFirst();
        scenario.becomes("// mine");
        stage.restart(VoximplantStage.URL, VoximplantStage.SELDOM, VoximplantStage.FIRST);
        stage.awaitLine(number, State.READY, "was changed at Voximplant");
        assertThat(scenario.script()).isEqualTo("// mine");
        stage.provider.repair(number);
        assertThat(scenario.script()).isEqualTo(VoximplantStage.FIRST.script());
    }

    @Test
    void anotherPublicUrlIsToldToTheScenario() {
        var number = stage.added();
        stage.restart("https://other.example.com", VoximplantStage.SELDOM, VoximplantStage.FIRST);
        stage.awaitLine(number, State.READY, "");
        Patience.until(
                "the secret to be another",
                () -> stage.cloud
                        .account()
                        .application("chorus")
                        .secret("CHORUS_URL")
                        .orElse("")
                        .startsWith("https://other.example.com/voximplant/"));
        assertThat(stage.cloud.account().scenarios().getFirst().edits()).isZero();
    }

    @Test
    void aNumberThatWasUnboundOverThereIsNoticedAndNotFoughtOver() {
        var number = stage.added();
        stage.restart(VoximplantStage.URL, VoximplantStage.OFTEN, VoximplantStage.FIRST);
        stage.awaitLine(number, State.READY, "");
        number().unbind();
        stage.awaitLine(number, State.FAILED, "unbound");
        stage.provider.repair(number);
        stage.awaitLine(number, State.READY, "");
    }

    @Test
    void aNumberThatMovesToAnotherApplicationLeavesNothingInTheFirst() {
        var number = stage.added();
        stage.change(number, stage.trunk(stage.cloud.account().apiKey(), Optional.of("second")));
        Patience.until(
                "the first to be gone",
                () -> stage.cloud.account().applications().stream()
                        .noneMatch(one -> one.name().equals("chorus")));
        Patience.until(
                "the number to be in the second",
                () -> number().application()
                        .filter(one -> one.name().equals("second"))
                        .isPresent());
    }

    @Test
    void aLineWaitsWhileVoximplantIsAwayAndIsReadyOnceItIsBack() {
        var number = stage.added();
        stage.cloud.troubles().breakDown();
        stage.restart(VoximplantStage.URL, VoximplantStage.OFTEN, VoximplantStage.FIRST);
        stage.awaitLine(number, State.CONNECTING, "It is tried again by itself.");
        stage.cloud.troubles().recover();
        stage.awaitLine(number, State.READY, "");
    }

    @Test
    void withoutAPublicUrlTheLineSaysWhatToSet() {
        var number = stage.added();
        stage.restart("", VoximplantStage.SELDOM, VoximplantStage.FIRST);
        stage.awaitLine(number, State.UNAVAILABLE, "set CHORUS_PUBLIC_URL");
    }

    @Test
    void aVerifiedCallerIdOnlyCallsOut() {
        stage.cloud.account().verified("+12025550155");
        var number = stage.add("+12025550155", stage.trunk());
        stage.awaitLine(number, State.READY, "none come in");
        assertThat(stage.cloud.account().application("chorus").rules()).hasSize(1);
    }

    @Test
    void aNumberOfNobodyIsRefusedAtItsField() {
        var number = stage.add("+12025550177", stage.trunk());
        assertThat(stage.provider.check(number))
                .singleElement()
                .satisfies(problem -> assertThat(problem.field()).isEqualTo("number"));
        stage.awaitLine(number, State.FAILED, "is not a number of account");
    }

    private chorus.fake.voximplant.VoximplantNumber number() {
        return stage.cloud.account().number(VoximplantStage.NUMBER).orElseThrow();
    }
}
