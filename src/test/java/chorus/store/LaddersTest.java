package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.Ladder;
import chorus.call.Ladders.Kept;
import chorus.call.Rung;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LaddersTest {
    private static final Store STORE = TestDatabase.fresh().open(Clock.systemUTC());
    private static final Instant NOW = Instant.parse("2026-01-15T10:30:00Z");

    private final UUID organization = UUID.randomUUID();
    private final UUID call = UUID.randomUUID();

    @AfterAll
    static void close() {
        STORE.close();
    }

    @Test
    void whatIsKeptIsReadBackAsItWas() {
        var ladder = new Ladder(List.of(rung("INVITE sip:\0ä SIP/2.0\r\n"), rung("SIP/2.0 404 Not Found\r\n")), 3);
        STORE.ladders().keep(List.of(new Kept(call, organization, NOW, ladder)));

        var found = STORE.ladders().find(organization, call).orElseThrow();

        assertThat(found.omitted()).isEqualTo(3);
        assertThat(found.rungs().get(1)).isEqualTo(ladder.rungs().get(1));
        assertThat(found.rungs().get(0).text()).isEqualTo("INVITE sip:\uFFFDä SIP/2.0\r\n");
    }

    @Test
    void aLaterLadderTakesThePlaceOfTheEarlierOne() {
        STORE.ladders().keep(List.of(kept(NOW, 0)));
        STORE.ladders().keep(List.of(kept(NOW, 7)));

        assertThat(STORE.ladders().find(organization, call).orElseThrow().omitted())
                .isEqualTo(7);
    }

    @Test
    void anotherOrganizationFindsNothing() {
        STORE.ladders().keep(List.of(kept(NOW, 0)));

        assertThat(STORE.ladders().find(UUID.randomUUID(), call)).isEmpty();
    }

    @Test
    void oldOnesAreForgottenAndYoungOnesStay() {
        var old = new Kept(UUID.randomUUID(), organization, NOW.minusSeconds(86_400), new Ladder(List.of(), 0));
        STORE.ladders().keep(List.of(old, kept(NOW, 0)));

        assertThat(STORE.ladders().forget(NOW.minusSeconds(60))).isEqualTo(1);

        assertThat(STORE.ladders().find(organization, old.callId())).isEmpty();
        assertThat(STORE.ladders().find(organization, call)).isPresent();
    }

    private Kept kept(Instant began, int omitted) {
        return new Kept(call, organization, began, new Ladder(List.of(), omitted));
    }

    private static Rung rung(String text) {
        return new Rung(12, Rung.Way.SENT, "192.0.2.1:5060", "UDP", text, 2, 512);
    }
}
