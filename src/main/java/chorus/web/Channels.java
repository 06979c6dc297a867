package chorus.web;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayList;

/// Moves open sockets between event loops.
public final class Channels {
    private Channels() {}

    /// Takes every handler out of the channel's pipeline. On the channel's loop.
    public static void strip(Channel channel) {
        var pipeline = channel.pipeline();
        for (var name : new ArrayList<>(pipeline.names())) {
            if (pipeline.get(name) != null) {
                pipeline.remove(name);
            }
        }
    }

    /// Moves a channel without handlers to another loop, so that all it does from then on happens there; runs `then`
    /// on it. On the channel's present loop.
    ///
    /// Both loops must be of the same transport; otherwise the channel is closed.
    public static void move(Channel channel, EventLoop loop, Runnable then) {
        channel.deregister()
                .addListener(left -> loop.register(channel).addListener(arrived -> {
                    if (arrived.isSuccess()) {
                        then.run();
                    } else {
                        var _ = channel.close();
                    }
                }));
    }
}
