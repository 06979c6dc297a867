package chorus.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReorderBufferTest {
    private static final long MS = 1_000_000;

    private final List<Integer> out = new ArrayList<>();
    private final ReorderBuffer buffer =
            new ReorderBuffer((type, timestamp, bytes, offset, length, now) -> out.add((int) bytes[offset] & 0xFF));

    private void offer(int sequence, long millis) {
        buffer.offer(sequence & 0xFFFF, 0, sequence * 160, new byte[] {(byte) sequence}, 0, 1, millis * MS);
    }

    @Test
    void packetsInOrderPassAtOnce() {
        for (int i = 65_530; i < 65_546; i++) {
            offer(i, 0);
            assertThat(out.getLast()).isEqualTo(i & 0xFF);
        }
    }

    @Test
    void anEarlyPacketWaitsForTheOneBeforeIt() {
        offer(1, 0);
        offer(3, 20);
        assertThat(out).containsExactly(1);
        offer(2, 25);
        assertThat(out).containsExactly(1, 2, 3);
    }

    @Test
    void aGapIsGivenUpAfterSixtyMilliseconds() {
        offer(1, 0);
        offer(3, 20);
        offer(4, 40);
        buffer.tick(79 * MS);
        assertThat(out).containsExactly(1);
        buffer.tick(80 * MS);
        assertThat(out).containsExactly(1, 3, 4);
        offer(2, 81);
        assertThat(out).containsExactly(1, 3, 4);
        assertThat(buffer.late()).isEqualTo(1);
    }

    @Test
    void aSecondGapWaitsForItsOwnTime() {
        offer(1, 0);
        offer(3, 20);
        offer(5, 60);
        buffer.tick(80 * MS);
        assertThat(out).containsExactly(1, 3);
        buffer.tick(120 * MS);
        assertThat(out).containsExactly(1, 3, 5);
    }

    @Test
    void duplicatesAreCountedAndDropped() {
        offer(1, 0);
        offer(1, 1);
        offer(3, 2);
        offer(3, 3);
        offer(2, 4);
        offer(2, 5);
        assertThat(out).containsExactly(1, 2, 3);
        assertThat(buffer.duplicate()).isEqualTo(3);
    }

    @Test
    void aJumpAheadDoesNotWait() {
        offer(1, 0);
        offer(3, 1);
        offer(200, 2);
        offer(201, 3);
        assertThat(out).containsExactly(1, 3, 200, 201);
    }

    @Test
    void aWildPacketIsDroppedUnlessAnotherFollowsIt() {
        offer(1, 0);
        offer(20_000, 1);
        offer(2, 2);
        assertThat(out).containsExactly(1, 2);
        assertThat(buffer.wild()).isEqualTo(1);
        offer(40_000, 3);
        offer(40_001, 4);
        offer(40_002, 5);
        assertThat(out).containsExactly(1, 2, 40_001 & 0xFF, 40_002 & 0xFF);
    }

    @Test
    void whateverComesWhatGoesOutIsInOrder() {
        var random = new Random(11);
        var sequences = new ArrayList<Integer>();
        var ordered = new ReorderBuffer((type, timestamp, bytes, offset, length, now) -> sequences.add(timestamp));
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(20) > 0) {
                var sequence = i + random.nextInt(5);
                ordered.offer(sequence & 0xFFFF, 0, sequence, new byte[3], 0, 3, i * 20L * MS);
            }
            ordered.tick(i * 20L * MS);
        }
        assertThat(sequences).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(8000);
    }
}
