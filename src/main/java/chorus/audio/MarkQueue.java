package chorus.audio;

/// Marks in the order of their positions: a ring that grows up to its limit.
final class MarkQueue {
    private static final int SMALL = 4;

    private final int limit;
    private String[] name = new String[SMALL];
    private long[] position = new long[SMALL];
    private int head;
    private int count;

    MarkQueue(int limit) {
        this.limit = limit;
    }

    boolean add(String mark, long at) {
        if (count >= limit) {
            return false;
        }
        if (count == name.length) {
            grow();
        }
        var tail = (head + count) % name.length;
        name[tail] = mark;
        position[tail] = at;
        count++;
        return true;
    }

    boolean waiting() {
        return count > 0;
    }

    int count() {
        return count;
    }

    /// The position of the first mark. One must be waiting.
    long position() {
        return position[head];
    }

    /// The position of the last mark. One must be waiting.
    long lastPosition() {
        return position[(head + count - 1) % position.length];
    }

    /// Removes the first mark. One must be waiting.
    String poll() {
        var first = name[head];
        name[head] = "";
        head = (head + 1) % name.length;
        count--;
        return first;
    }

    private void grow() {
        var names = new String[name.length * 2];
        var positions = new long[name.length * 2];
        for (int i = 0; i < count; i++) {
            names[i] = name[(head + i) % name.length];
            positions[i] = position[(head + i) % name.length];
        }
        name = names;
        position = positions;
        head = 0;
    }
}
