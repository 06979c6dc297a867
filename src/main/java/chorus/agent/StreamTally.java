package chorus.agent;

import java.util.concurrent.atomic.LongAdder;

/// Counts what happens on all streams of this process.
final class StreamTally {
    final LongAdder opened = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder droppedFrames = new LongAdder();
    final LongAdder badMessages = new LongAdder();
    final LongAdder ignoredMessages = new LongAdder();
    final LongAdder binaryMessages = new LongAdder();

    StreamCounts counts() {
        return new StreamCounts(
                opened.sum(),
                failed.sum(),
                droppedFrames.sum(),
                badMessages.sum(),
                ignoredMessages.sum(),
                binaryMessages.sum());
    }
}
