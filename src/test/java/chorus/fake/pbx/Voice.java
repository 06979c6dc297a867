package chorus.fake.pbx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Ear and mouth of a telephone of the PBX: PCMU in RTP, 20 ms a packet, keys by RFC 4733.
///
/// It says what it was told to say; a phone that repeats sends back what it hears meanwhile.
final class Voice implements AutoCloseable {
    static final int EVENT_TYPE = 101;
    private static final int SAMPLES = 160;
    private static final String KEYS = "0123456789*#ABCD";
    private static final int LONGEST_MEMORY = 8_000 * 600;
    private static final int KEY_PACKETS = 5;

    /// Sound is repeated only when the phone has little left to say, so that an echo never lags.
    private static final int MOST_WAITING = 5;

    private final DatagramSocket socket;
    private final Consumer<Character> pressed;
    private final Ear ear;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lab-voice").factory());
    private final Queue<byte[]> mouth = new ArrayDeque<>();
    private final Queue<byte[]> keys = new ArrayDeque<>();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final int ssrc = ThreadLocalRandom.current().nextInt();
    private @Nullable InetSocketAddress peer;
    private boolean faithful;
    private boolean repeats;
    private boolean running;
    private boolean held;
    private int sequence = ThreadLocalRandom.current().nextInt(10_000);
    private int timestamp = ThreadLocalRandom.current().nextInt();
    private int keyBegan;
    private int lastKey = -1;
    private long packets;

    /// @param pressed hears the keys of the other side
    /// @param tell    hears when the other side begins and stops to speak
    Voice(InetAddress address, Consumer<Character> pressed, Consumer<String> tell) throws IOException {
        this.socket = new DatagramSocket(0, address);
        this.pressed = pressed;
        this.ear = new Ear(tell);
        Thread.ofVirtual().name("lab-ear").start(this::listen);
    }

    int port() {
        return socket.getLocalPort();
    }

    /// Begins to send, or sends elsewhere.
    synchronized void sendTo(InetSocketAddress address) {
        peer = address;
        if (!running) {
            running = true;
            var _ = clock.scheduleAtFixedRate(this::speak, 0, 20, TimeUnit.MILLISECONDS);
        }
    }

    /// Speaks with this phone from now on, and hears nobody else.
    synchronized void talksOnlyTo(Voice other) {
        faithful = true;
        sendTo(new InetSocketAddress(other.socket.getLocalAddress(), other.port()));
    }

    synchronized void repeat(boolean yes) {
        repeats = yes;
    }

    /// On hold it neither speaks nor repeats.
    synchronized void hold(boolean yes) {
        held = yes;
    }

    synchronized void say(byte[] pcmu) {
        for (var at = 0; at < pcmu.length; at += SAMPLES) {
            var packet = Arrays.copyOfRange(pcmu, at, at + SAMPLES);
            if (at + SAMPLES > pcmu.length) {
                Arrays.fill(packet, pcmu.length - at, SAMPLES, (byte) 0xFF);
            }
            mouth.add(packet);
        }
    }

    /// Presses keys, 100 ms each, with 60 ms between (RFC 4733 §2.5.1).
    synchronized void press(String digits) {
        for (var at = 0; at < digits.length(); at++) {
            var event = (byte) KEYS.indexOf(digits.charAt(at));
            for (var step = 1; step <= KEY_PACKETS + 2; step++) {
                var length = Math.min(step, KEY_PACKETS) * SAMPLES;
                var end = step >= KEY_PACKETS ? 0x8A : 0x0A;
                keys.add(new byte[] {event, (byte) end, (byte) (length >> 8), (byte) length, (byte) (step == 1 ? 1 : 0)
                });
            }
            keys.addAll(java.util.Collections.nCopies(3, new byte[0]));
        }
    }

    synchronized long packets() {
        return packets;
    }

    /// Everything heard, at most ten minutes of it.
    synchronized byte[] heard() {
        return heard.toByteArray();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        socket.close();
    }

    private synchronized void speak() {
        timestamp += SAMPLES;
        var key = keys.poll();
        if (key != null && key.length > 0) {
            keyBegan = key[4] == 1 ? timestamp : keyBegan;
            send(EVENT_TYPE, keyBegan, key[4] == 1, Arrays.copyOf(key, 4));
        } else {
            var said = held ? null : mouth.poll();
            send(0, timestamp, false, said != null ? said : silence());
        }
    }

    private static byte[] silence() {
        var packet = new byte[SAMPLES];
        Arrays.fill(packet, (byte) 0xFF);
        return packet;
    }

    private void send(int type, int time, boolean marker, byte[] payload) {
        var to = peer;
        if (to == null || held) {
            return;
        }
        sequence = (sequence + 1) & 0xFFFF;
        var packet = ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) (type | (marker ? 0x80 : 0)))
                .putShort((short) sequence)
                .putInt(time)
                .putInt(ssrc)
                .put(payload);
        try {
            socket.send(new DatagramPacket(packet.array(), packet.capacity(), to));
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void listen() {
        var buffer = new byte[2048];
        while (!socket.isClosed()) {
            var packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (IOException _) {
                return;
            }
            if (packet.getLength() > 12) {
                hear(buffer, packet.getLength(), (InetSocketAddress) packet.getSocketAddress());
            }
        }
    }

    /// Sends to where it hears from (RFC 4961): the other side may be behind a NAT.
    private synchronized void hear(byte[] packet, int length, InetSocketAddress from) {
        if (faithful && !from.equals(peer)) {
            return;
        }
        packets++;
        peer = peer == null ? null : from;
        var type = packet[1] & 0x7F;
        if (type == EVENT_TYPE && length >= 16) {
            key(ByteBuffer.wrap(packet).getInt(4), packet[12]);
        } else if (type == 0) {
            var payload = Arrays.copyOfRange(packet, 12, length);
            ear.hear(payload);
            if (heard.size() < LONGEST_MEMORY) {
                heard.writeBytes(payload);
            }
            if (repeats && mouth.size() < MOST_WAITING) {
                say(payload);
            }
        }
    }

    private void key(int began, byte event) {
        if (began != lastKey && event >= 0 && event < KEYS.length()) {
            lastKey = began;
            pressed.accept(KEYS.charAt(event));
            if (repeats) {
                press(String.valueOf(KEYS.charAt(event)));
            }
        }
    }
}
