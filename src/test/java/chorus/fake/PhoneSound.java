package chorus.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// The ear and the mouth of a [SipPhone]: G.711 in RTP, 20 ms a packet.
///
/// Once connected it sends without pause: what it was told to say, and silence between.
public final class PhoneSound implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int SAMPLES = 160;
    private static final int EVENT_TYPE = 101;
    private static final String KEYS = "0123456789*#ABCD";

    private final DatagramSocket socket;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("phone-sound").factory());
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<byte[]> mouth = new ArrayDeque<>();
    private final Queue<byte[]> keys = new ArrayDeque<>();
    private final Map<Integer, Character> keysHeard = new LinkedHashMap<>();
    private final List<byte[]> heard = new ArrayList<>();
    private final int ssrc = System.identityHashCode(this) | 1;

    private Optional<InetSocketAddress> peer = Optional.empty();
    private int format;
    private int sequence = 1000;
    private int timestamp = 160_000;
    private int keyTimestamp;
    private int loseEvery;
    private boolean mute;
    private boolean running;

    PhoneSound(InetAddress address) throws IOException {
        this.socket = new DatagramSocket(0, address);
        Thread.ofVirtual().name("phone-ear").start(this::listen);
    }

    // ---- speaking ----------------------------------------------------------------------------------------------

    /// Says a tone.
    public PhoneSound saysTone(double hertz, Duration length) {
        var samples = new short[(int) (length.toMillis() * 8)];
        for (var i = 0; i < samples.length; i++) {
            samples[i] = (short) (10_000 * Math.sin(2 * Math.PI * hertz * i / 8000));
        }
        return says(samples);
    }

    /// Says two tones at once.
    public PhoneSound saysTones(double one, double other, Duration length) {
        var samples = new short[(int) (length.toMillis() * 8)];
        for (var i = 0; i < samples.length; i++) {
            samples[i] = (short)
                    (6000 * Math.sin(2 * Math.PI * one * i / 8000) + 6000 * Math.sin(2 * Math.PI * other * i / 8000));
        }
        return says(samples);
    }

    public PhoneSound saysNothing(Duration length) {
        return says(new short[(int) (length.toMillis() * 8)]);
    }

    /// Says 8 kHz samples, in the codec of the call.
    public PhoneSound says(short[] samples) {
        return says(law().encode(samples));
    }

    /// Says G.711 bytes as they are.
    public PhoneSound says(byte[] payload) {
        locked(() -> {
            for (var at = 0; at < payload.length; at += SAMPLES) {
                var packet = Arrays.copyOfRange(payload, at, at + SAMPLES);
                if (at + SAMPLES > payload.length) {
                    Arrays.fill(packet, payload.length - at, SAMPLES, law().quiet());
                }
                mouth.add(packet);
            }
        });
        return this;
    }

    /// Sends keys as RFC 4733 tells them, 100 ms each, the end three times.
    public PhoneSound presses(String digits) {
        locked(() -> {
            for (var i = 0; i < digits.length(); i++) {
                var event = KEYS.indexOf(digits.charAt(i));
                for (var step = 1; step <= 7; step++) {
                    var end = step >= 5;
                    var length = Math.min(step, 5) * SAMPLES;
                    keys.add(new byte[] {
                        (byte) event,
                        (byte) (end ? 0x8A : 0x0A),
                        (byte) (length >> 8),
                        (byte) length,
                        (byte) (step == 1 ? 1 : 0)
                    });
                }
                keys.add(new byte[0]);
                keys.add(new byte[0]);
            }
        });
        return this;
    }

    /// Loses every n-th packet on its way out; 0: none.
    public PhoneSound losesEvery(int nth) {
        locked(() -> loseEvery = nth);
        return this;
    }

    /// Stops sending altogether, or begins again.
    public PhoneSound mutes(boolean yes) {
        locked(() -> mute = yes);
        return this;
    }

    // ---- hearing -----------------------------------------------------------------------------------------------

    /// Waits until it hears this tone for 100 ms.
    public void hearsTone(double hertz) {
        hears("a tone of " + hertz + " Hz", payload -> law().share(payload, hertz) > 0.6, 5);
    }

    /// Waits until it hears these two tones at once for 60 ms.
    public void hearsTones(double one, double other) {
        hears(
                "tones of " + one + " and " + other + " Hz",
                payload -> law().share(payload, one) > 0.25 && law().share(payload, other) > 0.25,
                3);
    }

    /// Waits until it hears anything but silence for 60 ms.
    public void hearsSound() {
        hears("sound", law()::isLoud, 3);
    }

    /// Waits until, from now on, 200 ms of silence are heard.
    public void hearsSilence() {
        forgets();
        hears("silence", law()::isSilent, 10);
    }

    /// Waits until these keys, and no others, were pressed on the other side.
    public void hearsKeys(String wanted) {
        waitsFor(
                "the keys " + wanted,
                () -> keysHeard.values().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining())
                        .equals(wanted));
    }

    /// Waits until so many packets have come.
    public void hearsPackets(int count) {
        waitsFor(count + " packets", () -> heard.size() >= count);
    }

    /// The payloads heard so far.
    public List<byte[]> heard() {
        lock.lock();
        try {
            return List.copyOf(heard);
        } finally {
            lock.unlock();
        }
    }

    public PhoneSound forgets() {
        locked(heard::clear);
        return this;
    }

    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        socket.close();
    }

    static int payloadType(String codec) {
        return codec.equals("PCMA") ? 8 : codec.equals("PCMU") ? 0 : 9;
    }

    void sendsTo(Optional<InetSocketAddress> address, int payloadType) {
        locked(() -> {
            peer = address;
            format = payloadType;
            if (!running) {
                running = true;
                var _ = clock.scheduleAtFixedRate(this::speak, 0, 20, TimeUnit.MILLISECONDS);
            }
        });
    }

    // ---- the wire ----------------------------------------------------------------------------------------------

    private void speak() {
        lock.lock();
        try {
            timestamp += SAMPLES;
            var key = keys.poll();
            if (key != null && key.length > 0) {
                speakKey(key);
            } else {
                var said = mouth.poll();
                send(format, timestamp, false, said != null ? said : law().silence(SAMPLES));
            }
        } finally {
            lock.unlock();
        }
    }

    private void speakKey(byte[] key) {
        if (key[4] == 1) {
            keyTimestamp = timestamp;
        }
        send(EVENT_TYPE, keyTimestamp, key[4] == 1, Arrays.copyOf(key, 4));
    }

    private void send(int type, int time, boolean marker, byte[] payload) {
        sequence = (sequence + 1) & 0xFFFF;
        var lost = loseEvery > 0 && sequence % loseEvery == 0;
        if (mute || lost || peer.isEmpty()) {
            return;
        }
        var packet = ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) (type | (marker ? 0x80 : 0)))
                .putShort((short) sequence)
                .putInt(time)
                .putInt(ssrc)
                .put(payload);
        try {
            socket.send(new DatagramPacket(packet.array(), packet.capacity(), peer.get()));
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
            } catch (IOException closed) {
                return;
            }
            if (packet.getLength() >= 16 && (buffer[1] & 0x7F) == EVENT_TYPE) {
                var at = ByteBuffer.wrap(buffer).getInt(4);
                var key = KEYS.charAt(buffer[12]);
                locked(() -> keysHeard.putIfAbsent(at, key));
            } else if (packet.getLength() > 12) {
                var payload = Arrays.copyOfRange(buffer, 12, packet.getLength());
                locked(() -> heard.add(payload));
            }
        }
    }

    // ---- waiting -----------------------------------------------------------------------------------------------

    private void hears(String what, java.util.function.Predicate<byte[]> wanted, int inARow) {
        waitsFor(what, () -> longestRow(wanted) >= inARow);
    }

    private int longestRow(java.util.function.Predicate<byte[]> wanted) {
        var longest = 0;
        var row = 0;
        for (var payload : heard) {
            row = wanted.test(payload) ? row + 1 : 0;
            longest = Math.max(longest, row);
        }
        return longest;
    }

    private void waitsFor(String what, BooleanSupplier wanted) {
        lock.lock();
        try {
            for (var left = PATIENCE.toNanos(); !wanted.getAsBoolean(); ) {
                if (left <= 0) {
                    throw new AssertionError(
                            "The phone listened for " + what + " and heard " + heard.size() + " packets without it.");
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            throw new AssertionError("The phone was interrupted while it listened for " + what + ".", e);
        } finally {
            lock.unlock();
        }
    }

    private PhoneLaw law() {
        return PhoneLaw.of(format);
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
