package chorus.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.sip.transport.SipCounters.Event;
import chorus.sip.transport.Transport;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What the tables do not say: how messages find their transaction, and what streams change.
class TransactionsTest {
    private final Stage udp = new Stage(Tables.STANDARD, Transport.UDP);
    private final Stage tcp = new Stage(Tables.STANDARD, Transport.TCP);

    @Test
    void overAStreamNothingIsRepeatedAndNothingAbsorbed() {
        tcp.asks("OPTIONS");
        tcp.passes(Duration.ofSeconds(31));
        assertThat(tcp.sent()).containsExactly("OPTIONS");
        tcp.hears(200);
        tcp.passes(Duration.ofMillis(10));
        assertThat(tcp.isOver()).isTrue();

        tcp.isAsked("INVITE");
        tcp.answers(486);
        tcp.passes(Duration.ofSeconds(31));
        assertThat(tcp.sent()).containsExactly("100", "486");
    }

    @Test
    void aStreamThatBreaksBeforeAnythingIsHeardEndsTheWait() {
        tcp.asks("INVITE");
        tcp.breaks();
        tcp.passes(Duration.ofSeconds(1));
        assertThat(tcp.told()).containsExactly("unanswered");
        assertThat(tcp.isOver()).isTrue();
    }

    @Test
    void aStreamThatBreaksWhileItRingsDoesNot() {
        tcp.asks("INVITE");
        tcp.hears(180);
        tcp.breaks();
        tcp.passes(Duration.ofMinutes(1));
        assertThat(tcp.told()).containsExactly("180");
    }

    @Test
    void aCancelFindsItsInvite() {
        udp.isAsked("INVITE");
        udp.isAskedAlike("CANCEL");
        assertThat(udp.told()).containsExactly("asked INVITE", "CANCEL");
    }

    @Test
    void withoutABranchOfRfc3261AllElseTellsWhatBelongsTogether() {
        udp.isAsked("INVITE", "");
        udp.isAskedAgain();
        udp.isAskedAlike("CANCEL");
        assertThat(udp.told()).containsExactly("asked INVITE", "CANCEL");
        udp.answers(487);
        udp.isAskedAlike("ACK");
        udp.passes(Duration.ofSeconds(2));
        assertThat(udp.sent()).containsExactly("100", "100", "487");
        assertThat(udp.counters.of(Event.RETRANSMISSION_RECEIVED)).isOne();
    }
}
