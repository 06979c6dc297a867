package chorus.mediastream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameReaderTest implements FrameReader.Sink {
    private final List<String> seen = new ArrayList<>();

    @Override
    public void text(byte[] bytes, int offset, int length) {
        seen.add("text " + new String(bytes, offset, length, UTF_8));
    }

    @Override
    public void binary(byte[] bytes, int offset, int length) {
        seen.add("binary");
    }

    @Override
    public void ping(byte[] bytes, int offset, int length) {
        seen.add("ping " + length);
    }

    @Override
    public void closing(int code, String reason) {
        seen.add("closing " + code + " " + reason);
    }

    @Override
    public void violation(int code, String why) {
        seen.add("violation " + code);
    }

    @Test
    void readsFramesHoweverTheyAreCut() {
        var wire = new ByteArrayOutputStream();
        var expected = new ArrayList<String>();
        for (var length : new int[] {0, 1, 125, 126, 127, 5000, 65_535, 65_536, 100_000}) {
            wire.writeBytes(frame(0x81, "x".repeat(length)));
            wire.writeBytes(frame(0x89, "p"));
            expected.addAll(List.of("text " + "x".repeat(length), "ping 1"));
        }
        wire.writeBytes(new byte[] {(byte) 0x88, 5, 3, (byte) 0xE8, 'b', 'y', 'e'});
        expected.add("closing 1000 bye");
        var random = new Random(1);
        var bytes = wire.toByteArray();
        var reader = FrameReader.fromServer(this, 1 << 20);
        for (var at = 0; at < bytes.length; ) {
            var part = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 3 : 9000));
            reader.read(Unpooled.wrappedBuffer(bytes, at, part));
            at += part;
        }
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void readsNothingAfterTheClose() {
        var reader = FrameReader.fromServer(this, 1 << 20);
        reader.read(Unpooled.wrappedBuffer(new byte[] {(byte) 0x88, 0, (byte) 0x81, 0}));
        reader.read(Unpooled.wrappedBuffer(new byte[] {(byte) 0x81, 0}));
        assertThat(seen).containsExactly("closing 1005 ");
    }

    @Test
    void refusesALengthThatIsTooLongBeforeItArrives() {
        FrameReader.fromServer(this, 1 << 20)
                .read(Unpooled.wrappedBuffer(new byte[] {(byte) 0x81, 127, 0, 0, 0, 0, 0, 0x10, 0, 1, 'x'}));
        FrameReader.fromServer(this, 1 << 20)
                .read(Unpooled.wrappedBuffer(new byte[] {(byte) 0x82, 127, -1, -1, -1, -1, -1, -1, -1, -1}));
        assertThat(seen).containsExactly("violation 1009", "violation 1009");
    }

    @Test
    void survivesWhateverArrives() {
        var random = new Random(3);
        var end = System.nanoTime() + 1_000_000_000L;
        for (var round = 0; round < 20_000 && System.nanoTime() < end; round++) {
            var reader = FrameReader.fromServer(this, 1 << 20);
            var before = seen.size();
            var bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (random.nextBoolean() && bytes.length > 1) {
                bytes[0] = (byte) 0x81;
                bytes[1] &= 0x7F;
            }
            for (var b : bytes) {
                reader.read(Unpooled.wrappedBuffer(new byte[] {b}));
            }
            assertThat(seen.subList(before, seen.size()).stream()
                            .filter(s -> s.startsWith("violation"))
                            .count())
                    .isLessThanOrEqualTo(1);
            seen.clear();
        }
    }

    @Test
    void readsWhatAClientMasks() {
        var reader = FrameReader.fromClient(this, 1 << 16);
        for (var length : new int[] {0, 1, 7, 125, 126, 300, 65_535}) {
            reader.read(Unpooled.wrappedBuffer(masked("y".repeat(length))));
            assertThat(seen).last().isEqualTo("text " + "y".repeat(length));
        }
    }

    @Test
    void aClientMustMask() {
        FrameReader.fromClient(this, 100).read(Unpooled.wrappedBuffer(new byte[] {(byte) 0x81, 1, 'x'}));
        assertThat(seen).containsExactly("violation 1002");
    }

    @Test
    void refusesMoreThanItWasSetTo() {
        FrameReader.fromClient(this, 100).read(Unpooled.wrappedBuffer(masked("x".repeat(101))));
        assertThat(seen).containsExactly("violation 1009");
    }

    private static byte[] masked(String text) {
        var wire = new ByteArrayOutputStream();
        var length = text.length();
        wire.write(0x81);
        if (length < 126) {
            wire.write(0x80 | length);
        } else {
            wire.writeBytes(new byte[] {(byte) (0x80 | 126), (byte) (length >> 8), (byte) length});
        }
        var mask = new byte[] {1, (byte) 0xFF, 0x5A, 3};
        wire.writeBytes(mask);
        for (var i = 0; i < length; i++) {
            wire.write(text.charAt(i) ^ mask[i & 3]);
        }
        return wire.toByteArray();
    }

    private static byte[] frame(int first, String text) {
        var payload = text.getBytes(UTF_8);
        var out = java.nio.ByteBuffer.allocate(payload.length + 10);
        out.put((byte) first);
        if (payload.length < 126) {
            out.put((byte) payload.length);
        } else if (payload.length < 65_536) {
            out.put((byte) 126).putShort((short) payload.length);
        } else {
            out.put((byte) 127).putLong(payload.length);
        }
        return Arrays.copyOf(out.put(payload).array(), out.position());
    }
}
