package chorus.agent.builtin;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicInteger;

/// Lets in whoever knows the secret path, as long as there is room.
final class Gate extends SimpleChannelInboundHandler<FullHttpRequest> {
    static final int MOST_CONVERSATIONS = 2_000;

    private final byte[] path;
    private final AtomicInteger conversations;
    private boolean counted;

    Gate(String path, AtomicInteger conversations) {
        this.path = path.getBytes(StandardCharsets.UTF_8);
        this.conversations = conversations;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (!MessageDigest.isEqual(path, request.uri().getBytes(StandardCharsets.UTF_8))) {
            refuse(context, HttpResponseStatus.NOT_FOUND);
        } else if (!counted && conversations.incrementAndGet() > MOST_CONVERSATIONS) {
            conversations.decrementAndGet();
            refuse(context, HttpResponseStatus.SERVICE_UNAVAILABLE);
        } else {
            counted = true;
            context.fireChannelRead(request.retain());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (counted) {
            counted = false;
            conversations.decrementAndGet();
        }
        context.fireChannelInactive();
    }

    private static void refuse(ChannelHandlerContext context, HttpResponseStatus status) {
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
        response.headers().set("Content-Length", 0).set("Connection", "close");
        var _ = context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
