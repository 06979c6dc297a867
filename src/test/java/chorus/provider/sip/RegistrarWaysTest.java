package chorus.provider.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.LineStatus.State;
import chorus.phonebook.Trunk;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The way to a registrar: kept open, watched, through NATs, and found again.
class RegistrarWaysTest extends RegistrarStage {
    @Test
    void comesBackByItselfFromARegistrarThatWasAwayForAMinute() {
        pbx.goesAway();
        var number = attach(trunk());
        await(number, State.FAILED);
        assertThat(line(number).why()).isEqualTo("No answer came from 127.0.0.1:" + pbx.port() + " over UDP.");

        rest(Duration.ofSeconds(60 / SPEED));
        pbx.isItselfAgain();

        await(number, State.READY);
    }

    @Test
    void noticesOverUdpThatARegistrarRestartedAndForgotEverybody() {
        var number = attach(trunk());
        await(number, State.READY);
        until("an answer to OPTIONS", () -> pbx.pulses() > 0);

        pbx.goesAway().forgetsEverybody();
        until("the line to tell the truth", () -> line(number).state() != State.READY);
        pbx.isItselfAgain();

        await(number, State.READY);
        assertThat(pbx.isRegistered()).isTrue();
        assertThat(line(number).history())
                .anySatisfy(change -> assertThat(change.why())
                        .startsWith("The way to the registrar broke, registering again: OPTIONS was not answered"));
    }

    @Test
    void bindsItselfAgainInTimeAtARegistrarThatForgotIt() {
        pbx.grants(60);
        await(attach(trunk()), State.READY);

        pbx.forgetsEverybody();

        until("the binding to be there again", pbx::isRegistered);
    }

    @Test
    void leavesARegistrarThatKnowsNoOptionsInPeace() {
        pbx.knowsNoOptions();
        var number = attach(trunk());
        await(number, State.READY);

        rest(Duration.ofSeconds(4));

        assertThat(line(number).state()).isEqualTo(State.READY);
        assertThat(counts.of(RegistrationCounts.Outcome.BROKEN)).isZero();
        assertThat(proofs()).isOne();
    }

    @Test
    void registersAtOnceWhenItsStreamEnds() {
        var number = attach(trunk(Trunk.Transport.TCP));
        await(number, State.READY);

        pbx.forgetsEverybody().hangsUp();

        until("the binding to be there again", pbx::isRegistered);
        await(number, State.READY);
        assertThat(line(number).history())
                .anySatisfy(change -> assertThat(change.why())
                        .isEqualTo(
                                "The way to the registrar broke, registering again: The peer closed the connection."));
    }

    @Test
    void noticesAStreamThatDiedAfterItsPeerHadAnsweredPings() {
        var number = attach(trunk(Trunk.Transport.TCP));
        await(number, State.READY);
        rest(Duration.ofSeconds(2));

        pbx.goesAway();

        until("the line to tell the truth", () -> line(number).state() != State.READY);
    }

    @Test
    void keepsTheStreamOfAPeerThatKnowsNoPings() {
        pbx.knowsNoPings();
        var number = attach(trunk(Trunk.Transport.TCP));
        await(number, State.READY);

        rest(Duration.ofSeconds(4));

        assertThat(line(number).state()).isEqualTo(State.READY);
        assertThat(counts.of(RegistrationCounts.Outcome.BROKEN)).isZero();
    }

    @Test
    void tellsARegistrarThatSeesItBehindANatWhereItIs() {
        pbx.seesThem("received=203.0.113.9;rport=40000");

        await(attach(trunk()), State.READY);

        assertThat(pbx.bindings().keySet())
                .allSatisfy(contact -> assertThat(contact).endsWith("@203.0.113.9:40000"));
        assertThat(pbx.bindings()).hasSize(1);
    }

    @Test
    void takesBackABindingThatLedIntoANat() {
        pbx.seesThem("received=203.0.113.9;rport=40000").says(pbx::binds);

        var number = attach(trunk());
        until(
                "the right binding",
                () -> pbx.bindings().keySet().stream().allMatch(one -> one.endsWith(":40000")) && pbx.isRegistered());

        await(number, State.READY);
        assertThat(line(number).why()).endsWith("; calls reach us at 203.0.113.9.");
        assertThat(pbx.heard()).hasSize(2);
    }

    @Test
    void registersAgainWhenTheNatGivesItAnotherPort() {
        pbx.seesThem("received=203.0.113.9;rport=40000");
        await(attach(trunk()), State.READY);

        pbx.seesThem("received=203.0.113.9;rport=40001");

        until("the new binding alone", () -> pbx.bindings().keySet().stream().allMatch(one -> one.endsWith(":40001")));
        assertThat(pbx.bindings()).hasSize(1);
    }
}
