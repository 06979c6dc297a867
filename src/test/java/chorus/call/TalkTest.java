package chorus.call;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.Moment.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class TalkTest {
    @Test
    void measuresFromTheEndOfATurnToTheAnswer() {
        var talk = talk(caller(0, 1000), agent(1300, 2000), caller(3000, 4000), agent(4500, 5000));

        assertThat(talk.turns()).contains(new Talk.Turns(2, 300, 500, 500));
    }

    @Test
    void countsNoTurnThatWasNotAnsweredOrWasTalkedOver() {
        assertThat(talk(caller(0, 1000)).turns()).isEmpty();
        assertThat(talk(agent(0, 5000), caller(1000, 2000)).turns()).isEmpty();
        assertThat(talk(caller(0, 1000), caller(2000, 3000), agent(3100, 4000)).turns())
                .contains(new Talk.Turns(1, 100, 100, 100));
    }

    private static Talk talk(Moment... moments) {
        return new Talk(List.of(moments), 0);
    }

    private static Moment caller(long from, long to) {
        return new Moment(Kind.CALLER_SPOKE, from, to, "");
    }

    private static Moment agent(long from, long to) {
        return new Moment(Kind.AGENT_SPOKE, from, to, "");
    }
}
