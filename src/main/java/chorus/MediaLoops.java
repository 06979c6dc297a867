package chorus;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The threads on which all media lives, one per core.
final class MediaLoops implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup group;
    private final List<EventLoop> loops;

    MediaLoops(int count) {
        var threads = new DefaultThreadFactory("media", true, Thread.MAX_PRIORITY);
        var io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        group = new MultiThreadIoEventLoopGroup(count, threads, io);
        loops = new ArrayList<>();
        group.forEach(executor -> loops.add((EventLoop) executor));
    }

    /// In the order of [chorus.audio.MediaLoop#index].
    List<EventLoop> all() {
        return List.copyOf(loops);
    }

    @Override
    public void close() {
        var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
