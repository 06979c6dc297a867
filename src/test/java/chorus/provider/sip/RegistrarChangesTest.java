package chorus.provider.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.SipRegistrar;
import chorus.phonebook.LineStatus.State;
import chorus.phonebook.Trunk;
import chorus.provider.sip.Directory.Found;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Numbers that come, change and go, and names that lead elsewhere.
class RegistrarChangesTest extends RegistrarStage {
    @Test
    void sharesOneRegistrationAmongNumbersAndKeepsItForTheLast() {
        var first = attach(trunk());
        var second = attach("+12025550101", trunk());
        await(first, State.READY);
        await(second, State.READY);
        assertThat(pbx.bindings()).hasSize(1);

        registrations.detach(first.id());
        rest(Duration.ofMillis(300));
        assertThat(pbx.isRegistered()).isTrue();

        registrations.detach(second.id());
        until("the binding to go", () -> !pbx.isRegistered());
        assertThat(pbx.heard().getLast().expires()).isZero();
    }

    @Test
    void takesThePlaceOfItsOwnBindingWhenThePasswordChanges() {
        var number = attach(trunk());
        await(number, State.READY);
        var contact = pbx.bindings().keySet();

        pbx.wantsPassword("another");
        var changed = again(number, withPassword(trunk(), "another"));

        until(
                "the change",
                () -> line(changed).history().size() == 4 && line(changed).state() == State.READY);
        assertThat(pbx.bindings().keySet()).isEqualTo(contact);
    }

    @Test
    void keepsTheBindingThatAnotherAccountOfTheSameUserStillUses() {
        var first = attach(trunk());
        var second = attach("+12025550101", trunk());
        await(first, State.READY);
        pbx.wantsPassword("another");
        var changed = again(first, withPassword(trunk(), "another"));
        await(changed, State.READY);

        registrations.detach(second.id());
        rest(Duration.ofSeconds(1));

        assertThat(pbx.heard()).noneMatch(request -> request.expires() == 0);
        assertThat(pbx.isRegistered()).isTrue();
        assertThat(line(changed).state()).isEqualTo(State.READY);
    }

    @Test
    void keepsTheBindingWhenTheLastNumberTakesThePasswordOfTheOthers() {
        var first = attach(trunk());
        var second = attach("+12025550101", trunk());
        await(first, State.READY);
        pbx.wantsPassword("another");
        await(again(first, withPassword(trunk(), "another")), State.READY);

        var joined = again(second, withPassword(trunk(), "another"));
        rest(Duration.ofSeconds(1));

        assertThat(pbx.heard()).noneMatch(request -> request.expires() == 0);
        assertThat(pbx.bindings()).hasSize(1);
        assertThat(line(joined).state()).isEqualTo(State.READY);
    }

    @Test
    void movesToAnotherTransportWithoutLeavingABindingBehind() {
        var number = attach(trunk());
        await(number, State.READY);

        again(number, trunk(Trunk.Transport.TCP));

        until(
                "the binding over TCP alone",
                () -> pbx.isRegistered()
                        && pbx.bindings().keySet().stream().allMatch(one -> one.endsWith(";transport=tcp")));
        assertThat(pbx.bindings()).hasSize(1);
    }

    @Test
    void triesAgainAtOnceWhenSomebodyChangesANumberOfAFailedLine() {
        pbx.says("403 Forbidden");
        var number = attach(trunk());
        await(number, State.FAILED);
        pbx.isItselfAgain();

        again(number, trunk());

        await(number, State.READY);
    }

    @Test
    void doesNotLetARegistrarThatHangsHoldUpAChange() {
        pbx.goesAway();
        var number = attach(trunk());
        rest(Duration.ofMillis(200));

        try (var other = new SipRegistrar()) {
            var before = System.nanoTime();
            await(again(number, at(other.port())), State.READY);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
        }
    }

    @Test
    void takesEveryBindingBackAtTheEnd() {
        await(attach(trunk()), State.READY);

        registrations.close();

        assertThat(pbx.isRegistered()).isFalse();
    }

    @Test
    void goesToTheNextServerOfANameAndStaysThere() {
        var dead = new Target(InetAddress.ofLiteral("127.0.0.1"), 9, Transport.UDP);
        var alive = new Target(InetAddress.ofLiteral("127.0.0.1"), pbx.port(), Transport.UDP);
        names.put("pbx.example.com", new Found.At(List.of(dead, alive)));
        pbx.grants(60);
        var number = attach(Trunks.registering("pbx.example.com", 5060, Optional.empty(), Trunks.PAI));
        await(number, State.READY);

        var before = System.nanoTime();
        var known = proofs();
        until("two refreshes", () -> proofs() >= known + 2);

        assertThat(line(number).state()).isEqualTo(State.READY);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void standsWhileTheNameServiceIsDownAndMovesWithTheName() {
        try (var other = new SipRegistrar()) {
            names.put("pbx.example.com", at("127.0.0.1", pbx.port()));
            pbx.grants(60);
            var number = attach(Trunks.registering("pbx.example.com", 5060, Optional.empty(), Trunks.PAI));
            await(number, State.READY);

            names.put("pbx.example.com", new Found.Nowhere("The name servers do not answer."));
            var known = proofs();
            until("a refresh all the same", () -> proofs() > known);
            assertThat(line(number).state()).isEqualTo(State.READY);

            names.put("pbx.example.com", at("127.0.0.1", other.port()));
            until("the registration to have moved", other::isRegistered);
        }
    }

    @Test
    void goesThroughItsOutboundProxyToARegistrarThatOnlyThatOneKnows() {
        await(
                attach(Trunks.registering("pbx.example.com", 5060, Optional.of("127.0.0.1:" + pbx.port()), Trunks.PAI)),
                State.READY);

        var request = pbx.heard().getLast();
        assertThat(request.text()).startsWith("REGISTER sip:pbx.example.com SIP/2.0\r\n");
        assertThat(request.header("Route")).isEqualTo("<sip:127.0.0.1:" + pbx.port() + ";transport=udp;lr>");
        assertThat(request.header("To")).isEqualTo("<sip:line7@pbx.example.com>");
        assertThat(lines.admits(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
    }

    @Test
    void saysWhatTheNameServiceSaid() {
        names.put("pbx.example.com", new Found.Nowhere("DNS knows no pbx.example.com."));
        var number = attach(Trunks.registering("pbx.example.com", 5060, Optional.empty(), Trunks.PAI));

        await(number, State.FAILED);
        assertThat(line(number).why()).isEqualTo("DNS knows no pbx.example.com.");
    }

    @Test
    void writesDownWhatBecomesOfLines() {
        var number = attach(trunk());
        await(number, State.READY);

        until(
                "the notes",
                () -> notebook.kept.getOrDefault(number.id(), List.of()).size() == 2);
        assertThat(notebook.kept.get(number.id())).isEqualTo(line(number).history());
    }
}
