package chorus.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.Patience;
import chorus.fake.SipServer;
import chorus.sip.dialog.RequestListener.Reply;
import chorus.sip.dialog.RequestListener.Unanswered;
import chorus.sip.transaction.Timing;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Requests of ours outside dialogs, to several servers of one name.
class InquiryStoriesTest {
    /// Timer F after 6.4 s, and a silent server given up after a quarter of that.
    private static final Timing TIMING =
            new Timing(Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofMillis(250));

    private final Caller caller = new Caller(TIMING, elsewhere -> false);
    private final SipServer first = new SipServer();
    private final SipServer second = new SipServer();

    @AfterEach
    void close() {
        first.close();
        second.close();
        caller.close();
    }

    @Test
    void goesOnFromAServerThatSaysNothingLongBeforeTimerF() {
        var outcome = caller.asks("REGISTER", at(first), at(second));

        second.answers(second.next("REGISTER"), "200 OK", "b");

        assertThat(outcome.join())
                .isInstanceOfSatisfying(
                        Reply.class, reply -> assertThat(reply.target()).isEqualTo(at(second)));
        var repeats = first.heard("REGISTER");
        Patience.until("the first to be asked still", Duration.ofSeconds(5), () -> first.heard("REGISTER") > repeats);
    }

    @Test
    void whatAServerSaysThatWasPassedOverCountsForNothing() {
        var outcome = caller.asks("REGISTER", at(first), at(second));
        var late = first.next("REGISTER");
        var asked = second.next("REGISTER");

        first.answers(late, "403 Forbidden", "a");
        second.answers(asked, "200 OK", "b");

        assertThat(outcome.join())
                .isInstanceOfSatisfying(
                        Reply.class,
                        reply -> assertThat(reply.response().status()).isEqualTo(200));
    }

    @Test
    void namesAllThatSaidNothing() {
        CompletableFuture<?> outcome = caller.asks("REGISTER", at(first), at(second));

        assertThat(outcome.join())
                .isInstanceOfSatisfying(
                        Unanswered.class,
                        silence -> assertThat(silence.why())
                                .contains("127.0.0.1:" + first.port(), "127.0.0.1:" + second.port()));
    }

    private static Target at(SipServer server) {
        return new Target(Caller.HERE, server.port(), Transport.UDP);
    }
}
