package chorus.agent;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.HoldSound;
import chorus.audio.MediaLoop;
import chorus.call.TransferType;
import chorus.call.Utterance;
import chorus.fake.Patience;
import chorus.phonebook.AgentRuntime;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.SslContext;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The line's end of streams in a test: one media loop, and a listener that writes down what the agent does.
public final class Line implements AutoCloseable, AgentStream.Listener {
    public static final StreamStart START =
            new StreamStart("AC" + "0".repeat(32), "CA" + "1".repeat(32), "MZ" + "2".repeat(32), Map.of("k", "v"));

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(
            1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    private final NettyAgentStreams streams;
    private final List<String> happenings = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    public Line() {
        this(AgentOptions.standard(false), Optional.empty());
    }

    public Line(AgentOptions options, Optional<URI> builtin) {
        this(options, builtin, new Tls());
    }

    Line(AgentOptions options, Optional<URI> builtin, Supplier<SslContext> tls) {
        streams = new NettyAgentStreams(List.of(group.next()), options, () -> builtin, tls);
    }

    public EventLoop loop() {
        return group.next();
    }

    NettyAgentStreams streams() {
        return streams;
    }

    public AgentStreams.Opening open(AgentRuntime runtime) {
        return open(runtime, Duration.ofSeconds(2));
    }

    public AgentStreams.Opening open(AgentRuntime runtime, Duration budget) {
        return streams.open(runtime, new MediaLoop(0), budget);
    }

    /// Opens, but does not start.
    public AgentStream opened(AgentRuntime runtime) {
        return switch (open(runtime)) {
            case AgentStreams.Opening.Opened(var stream) -> stream;
            case AgentStreams.Opening.Failed(var why) -> throw new AssertionError(why);
        };
    }

    String failure(AgentRuntime runtime) {
        return switch (open(runtime)) {
            case AgentStreams.Opening.Opened _ -> throw new AssertionError("It opened.");
            case AgentStreams.Opening.Failed(var why) -> why;
        };
    }

    /// Opens and starts.
    public AgentStream started(AgentRuntime runtime) {
        return started(runtime, START);
    }

    public AgentStream started(AgentRuntime runtime, StreamStart start) {
        var stream = opened(runtime);
        onLoop(() -> stream.start(start, this));
        return stream;
    }

    /// Runs on the media loop and waits for it.
    public void onLoop(Runnable task) {
        try {
            CompletableFuture.runAsync(task, loop()).get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /// Lets the agent hear this, 20 ms a frame, as fast as it goes.
    public void hear(AgentStream stream, byte[] pcmu) {
        var frame = new Frame();
        onLoop(() -> {
            for (var at = 0; at < pcmu.length; at += 160) {
                stream.hear(frame.over(AudioFormat.PCMU, pcmu, at, Math.min(160, pcmu.length - at)));
            }
        });
    }

    public List<String> happenings() {
        return happenings;
    }

    public void awaitHappening(String happening) {
        try {
            Patience.until(happening, () -> happenings.contains(happening));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + " Happened: " + happenings, e);
        }
    }

    /// What the agent said so far, as µ-law.
    public byte[] heard() {
        synchronized (heard) {
            return heard.toByteArray();
        }
    }

    public void forgetHeard() {
        synchronized (heard) {
            heard.reset();
        }
    }

    @Override
    public void said(Frame frame) {
        synchronized (heard) {
            heard.write(frame.bytes(), frame.offset(), frame.length());
        }
    }

    @Override
    public void mark(String name) {
        happenings.add("mark " + name);
    }

    @Override
    public void clear() {
        happenings.add("clear");
    }

    @Override
    public void hold(HoldSound sound) {
        happenings.add("hold " + sound);
    }

    @Override
    public void resume() {
        happenings.add("resume");
    }

    @Override
    public void hangUp() {
        happenings.add("hangup");
    }

    @Override
    public void transfer(String to, TransferType type) {
        happenings.add("transfer " + type.code() + " " + to);
    }

    @Override
    public void sendDigits(String digits) {
        happenings.add("digits " + digits);
    }

    @Override
    public void transcript(Utterance utterance) {
        happenings.add(utterance.role().code() + ": " + utterance.content());
    }

    @Override
    public void closed(boolean orderly, String why) {
        happenings.add((orderly ? "closed: " : "lost: ") + why);
    }

    @Override
    public void close() {
        streams.close();
        var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
