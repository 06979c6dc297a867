package chorus.agent;

import chorus.agent.AgentStreams.Opening;
import chorus.secret.Secret;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/// One attempt to open a WebSocket: the request, and the judgement of its answer (RFC 6455 §4.1).
///
/// Redirects are not followed: the address that was checked is the address that is used.
final class Knock extends ChannelInboundHandlerAdapter {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final Target target;
    private final Map<String, Secret> headers;
    private final Function<Channel, WebSocketStream> opened;
    private final CompletableFuture<Opening> answer = new CompletableFuture<>();
    private final String key = newKey();
    private volatile boolean connected;
    private volatile String waitingFor = "accept a connection";

    /// @param opened makes the stream of an open channel
    Knock(Target target, Map<String, Secret> headers, Function<Channel, WebSocketStream> opened) {
        this.target = target;
        this.headers = headers;
        this.opened = opened;
    }

    CompletableFuture<Opening> answer() {
        return answer;
    }

    /// Whether the peer took the connection, whatever came then.
    boolean isConnected() {
        return connected;
    }

    /// Gives up waiting.
    ///
    /// @return what came after all, or what did not come
    Opening giveUp(Channel channel, long waitedMillis) {
        fail(channel, " did not " + waitingFor + " within " + waitedMillis + " ms.");
        return answer.join();
    }

    void fail(Channel channel, String what) {
        answer.complete(new Opening.Failed("The agent at " + target.shown() + what));
        var _ = channel.close();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        connected = true;
        waitingFor = target.tls() ? "complete the TLS handshake" : "answer the WebSocket request";
        if (!target.tls()) {
            ask(context);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof SslHandshakeCompletionEvent handshake)) {
            return;
        }
        if (handshake.isSuccess()) {
            waitingFor = "answer the WebSocket request";
            ask(context);
        } else {
            fail(context.channel(), " failed the TLS handshake: " + root(handshake.cause()) + ".");
        }
    }

    private void ask(ChannelHandlerContext context) {
        try {
            var _ = context.writeAndFlush(new DefaultFullHttpRequest(
                    HttpVersion.HTTP_1_1,
                    HttpMethod.GET,
                    target.resource(),
                    Unpooled.EMPTY_BUFFER,
                    requestHeaders(),
                    new DefaultHttpHeaders()));
        } catch (IllegalArgumentException _) {
            fail(context.channel(), " was not asked: a configured header has a name or value that HTTP forbids.");
        }
    }

    private HttpHeaders requestHeaders() {
        var all = new DefaultHttpHeaders();
        all.set("User-Agent", "Chorus");
        headers.forEach((name, value) -> all.set(name, value.reveal()));
        return all.set("Host", target.hostHeader())
                .set("Upgrade", "websocket")
                .set("Connection", "Upgrade")
                .set("Sec-WebSocket-Key", key)
                .set("Sec-WebSocket-Version", "13")
                .remove("Sec-WebSocket-Extensions")
                .remove("Content-Length")
                .remove("Transfer-Encoding");
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof HttpResponse response) {
                judge(context, response);
            }
            if (message instanceof LastHttpContent && !answer.isDone()) {
                open(context);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void judge(ChannelHandlerContext context, HttpResponse response) {
        var status = response.status();
        var head = response.headers();
        if (!response.decoderResult().isSuccess()) {
            fail(context.channel(), " answered with something that is not HTTP.");
        } else if (status.code() != 101) {
            fail(context.channel(), " answered " + named(status) + " instead of opening the WebSocket.");
        } else if (!head.contains("Upgrade", "websocket", true)
                || !accepted().equals(head.get("Sec-WebSocket-Accept"))) {
            fail(context.channel(), " answered 101, but not as a WebSocket server does.");
        } else if (head.contains("Sec-WebSocket-Extensions")) {
            fail(context.channel(), " insists on a WebSocket extension that was not offered.");
        }
    }

    /// The stream takes the place of all that spoke HTTP, and what has arrived already goes to it.
    private void open(ChannelHandlerContext context) {
        var stream = opened.apply(context.channel());
        context.pipeline().addLast(stream);
        if (!answer.complete(new Opening.Opened(stream))) {
            stream.close();
        }
        context.pipeline().remove(this);
        context.pipeline().remove(HttpClientCodec.class);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(context.channel(), " closed the connection before the WebSocket was open.");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(context.channel(), " broke the connection before the WebSocket was open: " + root(cause) + ".");
    }

    /// The number with the name HTTP gives it; the server's own words stay out.
    private static String named(HttpResponseStatus status) {
        var name = HttpResponseStatus.valueOf(status.code()).toString();
        return status.code() / 100 == 3 ? name + " (redirects are not followed)" : name;
    }

    static String root(Throwable cause) {
        var deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        var words = deepest.getMessage();
        return Words.tame(words == null ? deepest.getClass().getSimpleName() : words);
    }

    private String accepted() {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1.", e);
        }
    }

    private static String newKey() {
        var nonce = new byte[16];
        ThreadLocalRandom.current().nextBytes(nonce);
        return Base64.getEncoder().encodeToString(nonce);
    }
}
