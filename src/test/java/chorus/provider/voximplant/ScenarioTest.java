package chorus.provider.voximplant;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.Patience;
import chorus.fake.ScriptedChorus;
import chorus.fake.Sounds;
import chorus.fake.voximplant.Answering;
import chorus.fake.voximplant.Person;
import chorus.fake.voximplant.Person.State;
import chorus.fake.voximplant.VoximplantApplication;
import chorus.fake.voximplant.VoximplantCloud;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The scenario that we install at Voximplant, run as it stands, against the cloud on one side and what was agreed with
/// the server on the other.
class ScenarioTest {
    private static final String NUMBER = "+12025550100";
    private static final String CALLER = "+12025550147";
    private static final String FRIEND = "+12025550171";
    private static final Duration TONE = Duration.ofMillis(400);

    private final VoximplantCloud cloud = VoximplantCloud.start();
    private final ScriptedChorus chorus = ScriptedChorus.start();

    @AfterEach
    void close() {
        chorus.close();
        cloud.close();
    }

    // Inbound.

    @Test
    void aCallIsAnsweredWhenTheSocketIsOpenAndBothSidesHearEachOther() {
        var caller = inbound();
        caller.await(State.TALKING);
        var question = chorus.await("/inbound");
        assertThat(question.path("from").asText()).isEqualTo("12025550147");
        assertThat(question.path("to").asText()).isEqualTo("12025550100");
        assertThat(question.path("control").asText()).isEqualTo(cloud.session().control());
        assertThat(question.path("session").asText())
                .isEqualTo(String.valueOf(cloud.session().id()));
        caller.says(Sounds.tone(440, TONE));
        chorus.startsSound("ULAW");
        chorus.says(Sounds.tone(600, TONE));
        assertThat(Sounds.loudness(caller.awaitHeard(TONE))).isGreaterThan(1000);
        chorus.awaitCustom("started");
        Patience.until(
                "the caller's tone", () -> Sounds.loudness(chorus.socket().heard()) > 1000);
        chorus.awaitCustom("playedOut");
        caller.hangsUp();
        var end = ended("hung_up");
        assertThat(end.path("seconds").asInt()).isGreaterThan(0);
        assertThat(end.path("cost").asDouble()).isGreaterThan(0);
        assertThat(end.path("call").asText()).isEqualTo(question.path("call").asText());
        chorus.await("answered");
    }

    @Test
    void aRejectionIsPassedOnUnansweredAndNothingMoreIsSaid() {
        chorus.rejects(486);
        var caller = inbound().await(State.OVER);
        assertThat(caller.code()).isEqualTo(486);
        cloud.session().awaitOver();
        assertThat(cloud.session().sent()).hasSize(1);
        assertAllIsWell("Normal termination");
    }

    @Test
    void aServerThatIsDownMeansARejectionAfterTwoTriesWithinEightSeconds() {
        chorus.fails(0, 503, 503, 503, 503);
        var began = System.nanoTime();
        var caller = inbound().await(State.OVER);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(9));
        assertThat(caller.code()).isEqualTo(480);
        assertThat(chorus.asked("/inbound")).hasSize(2);
        cloud.session().awaitOver();
        assertAllIsWell("Normal termination");
    }

    @Test
    void aServerThatDoesNotAnswerInTimeIsTriedOnceMore() {
        chorus.hesitates(Duration.ofSeconds(30));
        var began = System.nanoTime();
        assertThat(inbound().await(State.OVER).code()).isEqualTo(480);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofSeconds(6), Duration.ofMillis(9_500));
        assertThat(chorus.asked("/inbound")).hasSize(2);
    }

    @Test
    void aRequestThatTheServerRefusesIsNotRepeated() {
        chorus.fails(401);
        assertThat(inbound().await(State.OVER).code()).isEqualTo(480);
        assertThat(chorus.asked("/inbound")).hasSize(1);
    }

    @Test
    void aSocketThatIsRefusedLeavesTheCallUnanswered() {
        chorus.refusesSockets();
        var caller = inbound().await(State.OVER);
        assertThat(caller.code()).isEqualTo(480);
        ended("media_lost");
        assertThat(cloud.session().history().finishReason()).isEqualTo("Normal termination");
    }

    @Test
    void aCallerWhoGivesUpEndsItBeforeTheServerHasAnswered() {
        chorus.hesitates(Duration.ofMillis(1500));
        var caller = inbound();
        chorus.await("/inbound");
        caller.hangsUp();
        assertThat(chorus.await("ended").path("reason").asText()).isEqualTo("gave_up");
        assertThat(chorus.hasSocket()).isFalse();
    }

    @Test
    void bargeInEmptiesWhatVoximplantHasNotPlayed() {
        var caller = talking();
        chorus.says(Sounds.tone(600, Duration.ofSeconds(4)));
        caller.awaitHeard(TONE);
        chorus.tells("clear", "{}");
        chorus.awaitCustom("cleared");
        var heard = caller.heard().length;
        chorus.awaitCustom("playedOut");
        assertThat(caller.heard().length - heard).isLessThan(160 * 5);
        assertThat(cloud.session().socket().cleared()).isEqualTo(1);
    }

    @Test
    void keysTravelBothWays() {
        var caller = talking();
        caller.presses("5#");
        assertThat(chorus.awaitCustom("dtmf", 2).path("digit").asText()).isEqualTo("#");
        assertThat(chorus.custom("dtmf").getFirst().path("digit").asText()).isEqualTo("5");
        chorus.tells("dtmf", "{\"digits\":\"12#\"}");
        Patience.until("the keys", () -> caller.keysHeard().equals("12#"));
        chorus.tells("dtmf", "{\"digits\":\"not keys\"}");
        chorus.tells("dtmf", "{}");
        chorus.tells("hangup", "{}");
        ended("asked");
        assertThat(caller.keysHeard()).isEqualTo("12#");
    }

    @Test
    void theServerHangsUpOverTheSocket() {
        var caller = talking();
        chorus.tells("hangup", "{}");
        assertThat(caller.await(State.OVER).code()).isEqualTo(200);
        ended("asked");
        assertAllIsWell("Normal termination");
    }

    @Test
    void theServerHangsUpFromOutside() {
        var caller = talking();
        post(cloud.session().control(), "{\"action\":\"hangup\"}");
        caller.await(State.OVER);
        ended("asked");
    }

    @Test
    void aLostSocketEndsTheCall() {
        var caller = talking();
        cloud.session().socket().breaks();
        caller.await(State.OVER);
        ended("media_lost");
        assertAllIsWell("Normal termination");
    }

    @Test
    void theEndIsToldUntilTheServerHasHeardIt() {
        var caller = talking();
        chorus.await("answered");
        chorus.fails(503, 0);
        caller.hangsUp();
        Patience.until(
                "three tries",
                Duration.ofSeconds(20),
                () -> chorus.asked("ended").size() == 3);
        assertAllIsWell("Normal termination");
    }

    @Test
    void atTheLastChanceItIsToldOnceMore() {
        var caller = talking();
        chorus.await("answered");
        chorus.fails(503, 503, 503);
        caller.hangsUp();
        Patience.until(
                "the fourth try",
                Duration.ofSeconds(20),
                () -> chorus.asked("ended").size() == 4);
        assertAllIsWell("Normal termination");
    }

    @Test
    void aSessionThatTheCloudEndsStillTellsTheServer() {
        var caller = talking();
        cloud.session().terminate();
        caller.await(State.OVER);
        assertThat(chorus.await("ended").path("reason").asText()).isNotEmpty();
    }

    @Test
    void framesThatOvertakeEachOtherAndGarbageDoNotHurt() {
        var caller = talking();
        cloud.session().socket().mixesUpFrames();
        chorus.socket().sendText("{}");
        chorus.socket().sendText("{\"customEvent\":\"unheard of\"}");
        post(cloud.session().control(), "not JSON");
        caller.says(Sounds.tone(440, TONE));
        Patience.until(
                "the caller's tone", () -> Sounds.loudness(chorus.socket().heard()) > 1000);
        caller.hangsUp();
        ended("hung_up");
    }

    // Outbound.

    @Test
    void anOrderRingsIsAnsweredByAPersonAndSpoken() {
        chorus.orders("12025550171", "12025550100", 30);
        var friend = outbound(Answering.atOnce());
        assertThat(chorus.await("/outbound").path("token").asText()).isEqualTo("a-token");
        friend.await(State.TALKING);
        chorus.startsSound("ULAW");
        chorus.says(Sounds.tone(600, TONE));
        assertThat(Sounds.loudness(friend.awaitHeard(TONE))).isGreaterThan(1000);
        assertThat(chorus.await("machine").path("who").asText()).isEqualTo("human");
        assertThat(chorus.asked("ringing")).hasSize(1);
        assertThat(chorus.asked("answered")).hasSize(1);
        friend.hangsUp();
        ended("hung_up");
        assertAllIsWell("Normal termination");
    }

    @Test
    void anAnsweringMachineIsToldFromAPerson() {
        chorus.orders("12025550155", "12025550100", 30);
        cloud.account().has(NUMBER);
        start();
        assertThat(chorus.await("machine").path("who").asText()).isEqualTo("machine");
    }

    @Test
    void somebodyWhoIsBusyIsReported() {
        chorus.orders("12025550171", "12025550100", 30);
        outbound(Answering.busy());
        assertThat(chorus.await("failed").path("code").asInt()).isEqualTo(486);
        cloud.session().awaitOver();
        assertThat(chorus.hasSocket()).isFalse();
        assertAllIsWell("Normal termination");
    }

    @Test
    void somebodyWhoDoesNotAnswerInTimeIsGivenUp() {
        chorus.orders("12025550171", "12025550100", 1);
        var friend = outbound(Answering.never()).await(State.OVER);
        assertThat(friend.code()).isEqualTo(487);
        var failed = chorus.await("failed");
        assertThat(failed.path("code").asInt()).isEqualTo(408);
        assertThat(failed.path("reason").asText()).isEqualTo("no_answer");
    }

    @Test
    void aCallerIdThatIsNotOursFails() {
        chorus.orders("12025550171", "12025550999", 30);
        outbound(Answering.atOnce());
        assertThat(chorus.await("failed").path("code").asInt()).isEqualTo(403);
    }

    @Test
    void anOrderThatWasTakenBackCallsNobody() {
        chorus.hasNothingToDo();
        start();
        cloud.session().awaitOver();
        assertThat(cloud.session().sent()).hasSize(1);
        assertAllIsWell("Normal termination");
    }

    @Test
    void anOrderIsTakenBackFromOutsideWhileItRings() {
        chorus.orders("12025550171", "12025550100", 30);
        var friend = outbound(Answering.never());
        chorus.await("ringing");
        post(cloud.session().control(), "{\"action\":\"hangup\"}");
        friend.await(State.OVER);
        assertThat(chorus.await("failed").path("reason").asText()).isEqualTo("asked");
    }

    // Transfer.

    @Test
    void aTransferThatIsAnsweredBridgesBothAndLeavesTheAgent() {
        var caller = talking();
        cloud.answering(FRIEND, Answering.after(Duration.ofMillis(700)));
        chorus.tells("transfer", "{\"to\":\"12025550171\",\"from\":\"12025550100\",\"seconds\":20}");
        var friend = cloud.called(FRIEND).await(State.TALKING);
        assertThat(chorus.awaitCustom("transfer").path("outcome").asText()).isEqualTo("answered");
        assertThat(chorus.socket().awaitClose()).isEqualTo(1000);
        assertThat(caller.ringback()).isGreaterThan(Duration.ofMillis(300));
        caller.says(Sounds.tone(440, TONE));
        friend.says(Sounds.tone(600, TONE));
        Patience.until("the friend to hear", () -> Sounds.loudness(friend.heard()) > 1000);
        Patience.until("the caller to hear", () -> Sounds.loudness(caller.heard()) > 1000);
        friend.hangsUp();
        caller.await(State.OVER);
        var end = ended("target_hung_up");
        assertThat(end.path("cost").asDouble()).isEqualTo(0.04);
        assertThat(chorus.asked("transferred")).hasSize(1);
        assertAllIsWell("Normal termination");
    }

    @Test
    void aTransferToSomebodyBusyGivesTheCallerBack() {
        var caller = talking();
        cloud.answering(FRIEND, Answering.busy());
        chorus.tells("transfer", "{\"to\":\"12025550171\",\"from\":\"12025550100\",\"seconds\":20}");
        var outcome = chorus.awaitCustom("transfer");
        assertThat(outcome.path("outcome").asText()).isEqualTo("busy");
        assertThat(outcome.path("code").asInt()).isEqualTo(486);
        chorus.says(Sounds.tone(600, TONE));
        assertThat(Sounds.loudness(caller.awaitHeard(TONE))).isGreaterThan(1000);
        caller.hangsUp();
        ended("hung_up");
    }

    @Test
    void aTransferThatNobodyAnswersGivesTheCallerBack() {
        talking();
        cloud.answering(FRIEND, Answering.never());
        chorus.tells("transfer", "{\"to\":\"12025550171\",\"from\":\"12025550100\",\"seconds\":1}");
        assertThat(chorus.awaitCustom("transfer").path("outcome").asText()).isEqualTo("no_answer");
    }

    @Test
    void aCallerWhoHangsUpDuringATransferTakesTheTargetAlong() {
        var caller = talking();
        cloud.answering(FRIEND, Answering.never());
        chorus.tells("transfer", "{\"to\":\"12025550171\",\"from\":\"12025550100\",\"seconds\":20}");
        var friend = cloud.called(FRIEND);
        caller.hangsUp();
        friend.await(State.OVER);
        ended("hung_up");
        assertAllIsWell("Normal termination");
    }

    // The cloud's own rules, which the scenario's other side must keep.

    @Test
    void soundThatTheCloudDoesNotUnderstandIsSilence() {
        var caller = inbound().await(State.TALKING);
        chorus.startsSound("audio/x-mulaw");
        chorus.says(Sounds.tone(600, TONE));
        Patience.until("the warning", () -> !cloud.session().warnings().isEmpty());
        assertThat(caller.heard()).isEmpty();
        assertThat(chorus.custom("started")).isEmpty();
    }

    @Test
    void soundBeyondTenSecondsIsLost() {
        var caller = talking();
        chorus.says(Sounds.tone(600, Duration.ofSeconds(12)));
        caller.awaitHeard(TONE);
        assertThat(cloud.session().warnings()).anyMatch(one -> one.contains("did not fit"));
    }

    // How a call comes about.

    private Person inbound() {
        cloud.account().has(NUMBER).bind(installed(), Optional.empty());
        return cloud.rings(CALLER, NUMBER);
    }

    private Person talking() {
        var caller = inbound().await(State.TALKING);
        chorus.startsSound("ULAW");
        chorus.awaitCustom("started");
        return caller;
    }

    private Person outbound(Answering how) {
        cloud.account().has(NUMBER);
        cloud.answering(FRIEND, how);
        start();
        return cloud.called(FRIEND);
    }

    private void start() {
        var rule = installed().rules().getFirst();
        var key = cloud.account();
        post(
                cloud.apiUrl() + "/platform_api/StartScenarios",
                "account_id=" + key.id() + "&api_key=" + key.apiKey() + "&rule_id=" + rule.id()
                        + "&script_custom_data=a-token");
    }

    private VoximplantApplication installed() {
        return cloud.account()
                .hasApplication("chorus", "12025550100", scenario())
                .keeps("CHORUS_URL", chorus.url())
                .keeps("CHORUS_KEY", chorus.key());
    }

    private JsonNode ended(String reason) {
        var end = chorus.await("ended");
        assertThat(end.path("reason").asText()).isEqualTo(reason);
        cloud.session().awaitOver();
        return end;
    }

    private void assertAllIsWell(String finish) {
        var session = cloud.session().awaitOver();
        assertThat(session.history().finishReason()).isEqualTo(finish);
        assertThat(session.warnings()).isEmpty();
        assertThat(chorus.objections()).isEmpty();
        assertThat(String.join("\n", session.log())).doesNotContain("chorus:", "1202555", "token");
    }

    private static String scenario() {
        try (var file = ScenarioTest.class.getResourceAsStream("/voximplant/chorus.js")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void post(String url, String body) {
        try (var http = HttpClient.newHttpClient()) {
            http.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted.", e);
        }
    }
}
