package chorus.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EventReceiverTest {
    private final EventReceiver receiver = new EventReceiver();
    private final StringBuilder pressed = new StringBuilder();

    private void event(int timestamp, boolean marker, char key, boolean end, int duration) {
        var payload = new byte[] {
            (byte) EventReceiver.KEYS.indexOf(key), (byte) (end ? 0x8A : 0x0A), (byte) (duration >> 8), (byte) duration
        };
        var reported = receiver.accept(timestamp, marker, payload, 0, 4);
        if (reported != EventReceiver.NONE) {
            pressed.append(reported);
        }
    }

    private void press(int timestamp, char key) {
        event(timestamp, true, key, false, 160);
        event(timestamp, false, key, false, 320);
        for (int i = 0; i < 3; i++) {
            event(timestamp, false, key, true, 480);
        }
    }

    @Test
    void reportsAPressOnceAtItsFirstPacket() {
        event(1000, true, '5', false, 160);
        assertThat(pressed).hasToString("5");
        press(1000, '5');
        assertThat(pressed).hasToString("5");
    }

    @Test
    void reportsTheSameKeyPressedTwice() {
        press(1000, '1');
        press(2600, '1');
        assertThat(pressed).hasToString("11");
    }

    @Test
    void survivesALostStart() {
        event(1000, false, '7', true, 480);
        event(1000, false, '7', true, 480);
        assertThat(pressed).hasToString("7");
    }

    @Test
    void survivesLostEnds() {
        event(1000, true, '7', false, 160);
        event(1000, false, '7', false, 320);
        event(3000, false, '7', false, 320);
        assertThat(pressed).hasToString("77");
    }

    @Test
    void anEndThatComesAfterTheNextPressIsNoPress() {
        press(1000, '1');
        event(2600, true, '2', false, 160);
        event(1000, false, '1', true, 480);
        event(2600, false, '2', true, 480);
        assertThat(pressed).hasToString("12");
    }

    @Test
    void aPressThatComesLateIsStillReported() {
        press(3000, '2');
        press(1000, '1');
        assertThat(pressed).hasToString("21");
    }

    @Test
    void aSenderWhoseClockIsSetBackPressesAnew() {
        press(100_000, '1');
        press(20_000, '1');
        press(21_600, '2');
        assertThat(pressed).hasToString("112");
    }

    @Test
    void aLongPressThatGoesOnUnderANewTimestampIsOnePress() {
        event(1000, true, '9', false, 160);
        event(1000, false, '9', false, 65_535);
        event(1000 + 65_535, false, '9', false, 160);
        event(1000 + 65_535, false, '9', true, 320);
        assertThat(pressed).hasToString("9");
    }

    @Test
    void aSenderThatMovesTheTimestampWithEachPacketPressesOnce() {
        event(1000, true, '4', false, 160);
        event(1160, false, '4', false, 320);
        event(1320, false, '4', false, 480);
        event(1480, false, '4', true, 640);
        event(1480, false, '4', true, 640);
        assertThat(pressed).hasToString("4");
    }

    @Test
    void survivesTheTurnOfTheTimestamp() {
        press(-100, '1');
        press(3000, '2');
        assertThat(pressed).hasToString("12");
    }

    @Test
    void otherEventsAndShortPayloadsAreIgnored() {
        assertThat(receiver.accept(1, true, new byte[] {16, 0, 0, 0}, 0, 4)).isEqualTo(EventReceiver.NONE);
        assertThat(receiver.accept(1, true, new byte[] {1, 0, 0}, 0, 3)).isEqualTo(EventReceiver.NONE);
        assertThat(receiver.presses()).isZero();
    }

    @Test
    void pressesSurviveLossAndDisorder() {
        var random = new Random(5);
        var timestamp = 0;
        for (int i = 0; i < 1000; i++) {
            timestamp += 1600;
            var key = EventReceiver.KEYS.charAt(i % 16);
            for (int packet = 0; packet < 8; packet++) {
                if (random.nextInt(3) > 0) {
                    event(timestamp, packet == 0, key, packet > 4, 160 * Math.min(packet + 1, 5));
                }
            }
        }
        assertThat(pressed.length()).isBetween(995, 1000);
    }
}
