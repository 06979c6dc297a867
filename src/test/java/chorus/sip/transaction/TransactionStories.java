package chorus.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.sip.transport.Transport;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/// What a transaction goes through on UDP, told from outside: what is said, heard and waited for (§17, RFC 6026).
///
/// Together the stories take every transition of the four tables, which `TablesTest` checks.
@SuppressWarnings("ImmutableEnumChecker") // The stories are lambdas that capture nothing.
enum TransactionStories {
    AN_INVITE_NOBODY_HEARS_IS_REPEATED_EVER_MORE_SELDOM_AND_GIVEN_UP(stage -> {
        stage.asks("INVITE");
        stage.passes(millis(490));
        assertThat(stage.sent()).containsExactly("INVITE");
        stage.passes(millis(20));
        assertThat(stage.sent()).containsExactly("INVITE");
        stage.passes(millis(31_400));
        assertThat(stage.sent()).isEqualTo(times(5, "INVITE"));
        assertThat(stage.told()).isEmpty();
        stage.passes(millis(200));
        assertThat(stage.told()).containsExactly("unanswered");
        assertThat(stage.isOver()).isTrue();
    }),
    AN_INVITE_THAT_CANNOT_BE_SENT_IS_TOLD_SO(stage -> {
        stage.breaks();
        stage.asks("INVITE");
        assertThat(stage.told()).containsExactly("unanswered");
        assertThat(stage.isOver()).isTrue();
    }),
    A_CALL_RINGS_LONG_AND_IS_ACCEPTED_TWICE(stage -> {
        stage.asks("INVITE");
        stage.hears(180);
        stage.passes(Duration.ofMinutes(2));
        stage.hears(183);
        assertThat(stage.sent()).containsExactly("INVITE");
        stage.hears(200);
        stage.hears(200);
        stage.passes(millis(31_900));
        assertThat(stage.told()).containsExactly("180", "183", "200", "200");
        assertThat(stage.isOver()).isFalse();
        stage.passes(millis(200));
        assertThat(stage.isOver()).isTrue();
        assertThat(stage.sent()).isEmpty();
    }),
    A_CALL_IS_ACCEPTED_AT_ONCE(stage -> {
        stage.asks("INVITE");
        stage.hears(200);
        stage.passes(millis(32_100));
        assertThat(stage.sent()).containsExactly("INVITE");
        assertThat(stage.told()).containsExactly("200");
        assertThat(stage.isOver()).isTrue();
    }),
    A_REFUSAL_IS_CONFIRMED_AS_OFTEN_AS_IT_COMES_AND_TOLD_ONCE(stage -> {
        stage.asks("INVITE");
        stage.hears(486);
        stage.hears(486);
        assertThat(stage.sent()).containsExactly("INVITE", "ACK", "ACK");
        assertThat(stage.told()).containsExactly("486");
        stage.passes(millis(31_900));
        assertThat(stage.isOver()).isFalse();
        stage.passes(millis(200));
        assertThat(stage.isOver()).isTrue();
        assertThat(stage.sent()).isEmpty();
    }),
    A_REFUSAL_AFTER_RINGING_CANNOT_BE_CONFIRMED(stage -> {
        stage.asks("INVITE");
        stage.hears(180);
        stage.hears(603);
        assertThat(stage.sent()).containsExactly("INVITE", "ACK");
        stage.breaks();
        stage.hears(603);
        assertThat(stage.isOver()).isTrue();
        assertThat(stage.told()).containsExactly("180", "603");
    }),
    A_REQUEST_NOBODY_HEARS_IS_REPEATED_AND_GIVEN_UP(stage -> {
        stage.asks("OPTIONS");
        stage.passes(millis(31_900));
        assertThat(stage.sent()).isEqualTo(times(11, "OPTIONS"));
        stage.passes(millis(200));
        assertThat(stage.told()).containsExactly("unanswered");
        assertThat(stage.isOver()).isTrue();
    }),
    A_REQUEST_THAT_CANNOT_BE_SENT_IS_TOLD_SO(stage -> {
        stage.breaks();
        stage.asks("OPTIONS");
        assertThat(stage.told()).containsExactly("unanswered");
        assertThat(stage.isOver()).isTrue();
    }),
    A_REQUEST_UNDER_WAY_IS_REPEATED_SELDOM_AND_GIVEN_UP(stage -> {
        stage.asks("OPTIONS");
        stage.hears(100);
        stage.hears(182);
        stage.passes(millis(31_900));
        assertThat(stage.sent()).isEqualTo(times(9, "OPTIONS"));
        stage.passes(millis(200));
        assertThat(stage.told()).containsExactly("100", "182", "unanswered");
        assertThat(stage.isOver()).isTrue();
    }),
    A_REQUEST_UNDER_WAY_CANNOT_BE_REPEATED(stage -> {
        stage.asks("OPTIONS");
        stage.hears(100);
        stage.breaks();
        stage.passes(millis(600));
        assertThat(stage.told()).containsExactly("100", "unanswered");
        assertThat(stage.isOver()).isTrue();
    }),
    A_REQUEST_IS_GRANTED_AND_THE_REPEATED_ANSWER_ABSORBED(stage -> answeredWith(stage, 200)),
    A_REQUEST_IS_REFUSED_AND_THE_REPEATED_ANSWER_ABSORBED(stage -> answeredWith(stage, 404)),
    A_REQUEST_UNDER_WAY_IS_GRANTED(stage -> {
        stage.asks("OPTIONS");
        stage.hears(100);
        stage.hears(200);
        stage.passes(millis(5_100));
        assertThat(stage.sent()).containsExactly("OPTIONS");
        assertThat(stage.told()).containsExactly("100", "200");
        assertThat(stage.isOver()).isTrue();
    }),
    A_REQUEST_UNDER_WAY_IS_REFUSED(stage -> {
        stage.asks("OPTIONS");
        stage.hears(100);
        stage.hears(404);
        stage.passes(millis(5_100));
        assertThat(stage.sent()).containsExactly("OPTIONS");
        assertThat(stage.told()).containsExactly("100", "404");
        assertThat(stage.isOver()).isTrue();
    }),
    AN_INVITE_OF_THEIRS_IS_TRIED_RUNG_AND_ACCEPTED(stage -> {
        stage.isAsked("INVITE");
        stage.isAskedAgain();
        stage.answers(180);
        stage.isAskedAgain();
        assertThat(stage.sent()).containsExactly("100", "100", "180", "180");
        stage.answers(200);
        stage.isAskedAgain();
        assertThat(stage.sent()).containsExactly("200");
        stage.answers(200);
        stage.isAskedAlike("ACK");
        assertThat(stage.sent()).containsExactly("200");
        assertThat(stage.told()).containsExactly("asked INVITE", "ACK");
        stage.passes(millis(31_900));
        assertThat(stage.isOver()).isFalse();
        stage.passes(millis(200));
        assertThat(stage.isOver()).isTrue();
        assertThat(stage.sent()).isEmpty();
    }),
    A_REFUSAL_OF_OURS_IS_REPEATED_UNTIL_NOBODY_IS_LEFT_TO_CONFIRM_IT(stage -> {
        stage.isAsked("INVITE");
        stage.answers(486);
        assertThat(stage.sent()).containsExactly("100", "486");
        stage.isAskedAgain();
        assertThat(stage.sent()).containsExactly("486");
        stage.passes(millis(31_900));
        assertThat(stage.sent()).isEqualTo(times(10, "486"));
        stage.passes(millis(200));
        assertThat(stage.isOver()).isTrue();
        assertThat(stage.told()).containsExactly("asked INVITE");
    }),
    A_REFUSAL_OF_OURS_IS_CONFIRMED(stage -> {
        stage.isAsked("INVITE");
        stage.answers(486);
        stage.isAskedAlike("ACK");
        stage.passes(millis(4_900));
        assertThat(stage.sent()).containsExactly("100", "486");
        assertThat(stage.isOver()).isFalse();
        stage.passes(millis(200));
        assertThat(stage.isOver()).isTrue();
        assertThat(stage.told()).containsExactly("asked INVITE");
    }),
    A_REQUEST_OF_THEIRS_IS_GRANTED(stage -> {
        stage.isAsked("OPTIONS");
        stage.isAskedAgain();
        assertThat(stage.sent()).isEmpty();
        stage.answers(200);
        stage.isAskedAgain();
        assertThat(stage.sent()).containsExactly("200", "200");
        isKeptFor64T1(stage);
    }),
    A_REQUEST_OF_THEIRS_IS_REFUSED(stage -> {
        stage.isAsked("OPTIONS");
        stage.answers(404);
        assertThat(stage.sent()).containsExactly("404");
        isKeptFor64T1(stage);
    }),
    A_REQUEST_OF_THEIRS_TAKES_ITS_TIME_AND_IS_GRANTED(stage -> {
        stage.isAsked("OPTIONS");
        stage.answers(100);
        stage.isAskedAgain();
        stage.answers(182);
        stage.isAskedAgain();
        stage.answers(200);
        assertThat(stage.sent()).containsExactly("100", "100", "182", "182", "200");
        isKeptFor64T1(stage);
    }),
    A_REQUEST_OF_THEIRS_TAKES_ITS_TIME_AND_IS_REFUSED(stage -> {
        stage.isAsked("OPTIONS");
        stage.answers(100);
        stage.answers(404);
        assertThat(stage.sent()).containsExactly("100", "404");
        isKeptFor64T1(stage);
    });

    private final Consumer<Stage> story;

    TransactionStories(Consumer<Stage> story) {
        this.story = story;
    }

    void play(Tables tables) {
        story.accept(new Stage(tables, Transport.UDP));
    }

    private static void answeredWith(Stage stage, int status) {
        stage.asks("OPTIONS");
        stage.hears(status);
        stage.hears(status);
        assertThat(stage.told()).containsExactly(String.valueOf(status));
        stage.passes(millis(4_900));
        assertThat(stage.isOver()).isFalse();
        stage.passes(millis(200));
        assertThat(stage.isOver()).isTrue();
        assertThat(stage.sent()).containsExactly("OPTIONS");
    }

    private static void isKeptFor64T1(Stage stage) {
        stage.passes(millis(31_900));
        assertThat(stage.isOver()).isFalse();
        stage.passes(millis(200));
        assertThat(stage.isOver()).isTrue();
        assertThat(stage.sent()).isEmpty();
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private static List<String> times(int count, String what) {
        return Collections.nCopies(count, what);
    }
}
