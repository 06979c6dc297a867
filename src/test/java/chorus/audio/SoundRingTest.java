package chorus.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SoundRingTest {
    private final SoundRing ring = new SoundRing(2);
    private final byte[] target = new byte[16];

    @Test
    void givesBackInOrderAcrossItsEnd() {
        ring.write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 0, 12);
        assertThat(ring.read(target, 10)).isEqualTo(10);
        ring.write(new byte[] {13, 14, 15, 16, 17, 18, 19, 20}, 0, 8);

        assertThat(ring.available()).isEqualTo(10);
        assertThat(ring.read(target, 16)).isEqualTo(10);
        assertThat(target).startsWith(11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
    }

    @Test
    void dropsWhatFindsNoRoom() {
        ring.write(new byte[10], 0, 10);
        ring.write(new byte[10], 0, 10);

        assertThat(ring.available()).isEqualTo(10);
    }

    @Test
    void forgetsWhatWasCleared() {
        ring.write(new byte[] {1, 2, 3}, 0, 3);
        ring.clear();
        ring.write(new byte[] {4, 5}, 0, 2);

        assertThat(ring.read(target, 16)).isEqualTo(2);
        assertThat(target).startsWith(4, 5);
    }

    @Test
    void passesOverAllButTheLast() {
        ring.write(new byte[] {1, 2, 3, 4}, 0, 4);
        ring.skipTo(1);

        assertThat(ring.read(target, 16)).isEqualTo(1);
        assertThat(target[0]).isEqualTo((byte) 4);
    }
}
