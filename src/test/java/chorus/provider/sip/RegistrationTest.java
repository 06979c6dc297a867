package chorus.provider.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.LineStatus;
import chorus.phonebook.LineStatus.Change;
import chorus.phonebook.LineStatus.State;
import chorus.phonebook.SipStyle;
import chorus.provider.LineHistory;
import chorus.provider.sip.Registration.Step;
import chorus.sip.dialog.RequestListener.Reply;
import chorus.sip.message.Header;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.message.SipUri;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final Account ACCOUNT =
            Account.of(Trunks.registering("pbx.example.com", 5060, Optional.empty(), SipStyle.CallerId.PAI));
    private static final Target PBX = new Target(InetAddress.ofLiteral("192.0.2.1"), 5060, Transport.UDP);

    private final List<Change> told = new ArrayList<>();
    private final LineHistory history = new LineHistory(List.of(), "The line is being registered.", NOW, changes -> {
        told.clear();
        told.addAll(changes);
    });
    private final Registration registration = new Registration(ACCOUNT, new Random(1), history);

    @Test
    void asksForFiveMinutes() {
        assertThat(registration.due()).isEqualTo(new Step.Register(Duration.ofMinutes(5)));
        assertThat(registration.status().state()).isEqualTo(State.CONNECTING);
    }

    @Test
    void believesWhatItsOwnContactWasGranted() {
        var step = registration.answered(
                reply(
                        200,
                        "OK",
                        new Header(
                                "Contact",
                                "<sip:other@192.0.2.9>;expires=3600, <sip:" + ACCOUNT.line()
                                        + "@192.0.2.1>;expires=60"),
                        new Header("Expires", "900")),
                NOW);

        assertThat(pause(step)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(48));
        assertThat(registration.status().state()).isEqualTo(State.READY);
        assertThat(registration.status().until()).contains(NOW.plusSeconds(60));
    }

    @Test
    void asksOnceForAsLongAsTheRegistrarWants() {
        registration.due();
        var brief = reply(423, "Interval Too Brief", new Header("Min-Expires", "600"));

        assertThat(registration.answered(brief, NOW)).isEqualTo(new Step.Register(Duration.ofMinutes(10)));
        assertThat(registration.answered(brief, NOW)).isInstanceOf(Step.Wait.class);
        assertThat(registration.status().state()).isEqualTo(State.FAILED);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 407, 600})
    void triesSeldomAfterARefusal(int status) {
        var step = registration.answered(reply(status, "No"), NOW);

        assertThat(pause(step)).isBetween(Duration.ofSeconds(150), Duration.ofSeconds(300));
        assertThat(registration.status().state()).isEqualTo(State.FAILED);
    }

    @Test
    void saysARefusalInTheRegistrarsOwnWords() {
        registration.answered(reply(403, "Forbidden", new Header("Warning", "399 pbx \"unknown extension\"")), NOW);

        assertThat(registration.status().why())
                .isEqualTo(
                        "The registrar refuses. It said: SIP/2.0 403 Forbidden | Warning: 399 pbx \"unknown extension\"");
    }

    @Test
    void backsOffFromASilentRegistrarUpToHalfAnHour() {
        for (var seconds = 2; seconds < 1800; seconds *= 2) {
            assertThat(pause(registration.unanswered("Silence.", NOW)))
                    .isBetween(Duration.ofMillis(seconds * 500L), Duration.ofSeconds(seconds));
        }
        for (var i = 0; i < 50; i++) {
            assertThat(pause(registration.unanswered("Silence.", NOW)))
                    .isBetween(Duration.ofMinutes(15), Duration.ofMinutes(30));
        }
    }

    @Test
    void triesQuicklyAgainAfterASuccess() {
        for (var i = 0; i < 8; i++) {
            registration.unanswered("Silence.", NOW);
        }
        registration.answered(reply(200, "OK"), NOW);

        assertThat(pause(registration.unanswered("Silence.", NOW))).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void waitsAsLongAsItIsAskedToButNotForever() {
        var patient = reply(503, "Busy", new Header("Retry-After", "120 (maintenance)"));
        var endless = reply(503, "Busy", new Header("Retry-After", "999999999"));

        assertThat(pause(registration.answered(patient, NOW))).isEqualTo(Duration.ofMinutes(2));
        assertThat(pause(registration.answered(endless, NOW))).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void leavesARegistrarThatRefusesAloneForLongerAndLonger() {
        for (var minutes : new int[] {5, 10, 20, 30, 30}) {
            assertThat(pause(registration.answered(reply(403, "Forbidden"), NOW)))
                    .isBetween(Duration.ofSeconds(minutes * 30L), Duration.ofMinutes(minutes));
        }
    }

    @Test
    void namesTheChallengeThatCouldNotBeAnswered() {
        var challenge = new Header("WWW-Authenticate", "Digest realm=\"pbx\", algorithm=AKAv1-MD5");
        var response = response(401, "Unauthorized", challenge);
        var reply = new Reply(response, PBX, "", "", Optional.of("The far side asks in no way known here."));

        registration.answered(reply, NOW);

        assertThat(registration.status().why())
                .isEqualTo("The far side asks in no way known here. It said: SIP/2.0 401 Unauthorized"
                        + " | WWW-Authenticate: Digest realm=\"pbx\", algorithm=AKAv1-MD5");
    }

    @Test
    void believesTheShortestExpiryWhereItsOwnContactWasRewritten() {
        registration.answered(
                reply(200, "OK", new Header("Contact", "<sip:a@192.0.2.9>;expires=90, <sip:b@192.0.2.9>;expires=60")),
                NOW);

        assertThat(registration.status().until()).contains(NOW.plusSeconds(60));
    }

    @Test
    void isNotReadyWhenNothingWasBound() {
        registration.answered(reply(200, "OK", new Header("Expires", "0")), NOW);

        assertThat(registration.status().state()).isEqualTo(State.FAILED);
    }

    @Test
    void asksNoMoreThanOnceASecondHoweverLittleIsGranted() {
        assertThat(pause(registration.answered(reply(200, "OK", new Header("Expires", "1")), NOW)))
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void tellsWhereItIsRegisteredAndWhereCallsReachUs() {
        registration.answered(reply(200, "OK"), NOW);

        assertThat(registration.status().why())
                .isEqualTo("Registered as line7 at 192.0.2.1:5060 over UDP; calls reach us at 192.0.2.9.");
    }

    @Test
    void tellsEveryChangeToWhoeverWritesItDown() {
        registration.unanswered("Silence.", NOW);

        assertThat(told).extracting(Change::why).containsExactly("Silence.", "The line is being registered.");
    }

    @Test
    void continuesTheHistoryThatWasWrittenDown() {
        var before = new Change(State.READY, "Registered.", NOW.minusSeconds(60));

        assertThat(new LineHistory(List.of(before), "Again.", NOW, told::addAll)
                        .now()
                        .history())
                .containsExactly(new Change(State.CONNECTING, "Again.", NOW), before);
    }

    @Test
    void registersAtOnceWhenTheFlowBreaks() {
        registration.answered(reply(200, "OK"), NOW);

        registration.broken("no pong", NOW);

        assertThat(registration.due()).isInstanceOf(Step.Register.class);
        assertThat(registration.status().state()).isEqualTo(State.CONNECTING);
    }

    @Test
    void keepsItsLastTwentyChangesNewestFirst() {
        for (var i = 0; i < 30; i++) {
            registration.unanswered("Silence " + i + ".", NOW.plusSeconds(i));
        }
        assertThat(registration.status().history()).hasSize(20);
        assertThat(registration.status().history().getFirst())
                .isEqualTo(new LineStatus.Change(State.FAILED, "Silence 29.", NOW.plusSeconds(29)));
    }

    @Test
    void countsNoRefreshAsAChange() {
        registration.answered(reply(200, "OK"), NOW);
        var before = registration.status();
        registration.answered(reply(200, "OK"), NOW.plusSeconds(200));

        assertThat(registration.status().history()).isEqualTo(before.history());
        assertThat(registration.status().until()).contains(NOW.plusSeconds(500));
    }

    private static Duration pause(Step step) {
        return switch (step) {
            case Step.Wait(var until) -> Duration.between(NOW, until);
            case Step.Register(var expires) -> throw new AssertionError("registers at once for " + expires);
        };
    }

    private static Reply reply(int status, String reason, Header... more) {
        return new Reply(
                response(status, reason, more), PBX, "<sip:a@192.0.2.9>", "<sip:a@192.0.2.9>", Optional.empty());
    }

    private static SipResponse response(int status, String reason, Header... more) {
        var request = SipRequest.to("REGISTER", SipUri.sip("", "pbx.example.com", -1))
                .header("Via", "SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1")
                .header("From", "<sip:u@pbx.example.com>;tag=1")
                .header("To", "<sip:u@pbx.example.com>")
                .header("Call-ID", "1")
                .header("CSeq", "1 REGISTER")
                .build();
        var builder = SipResponse.answering(request, status, reason);
        for (var header : more) {
            builder.header(header);
        }
        return builder.build();
    }
}
