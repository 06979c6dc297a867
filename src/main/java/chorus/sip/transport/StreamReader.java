package chorus.sip.transport;

import chorus.sip.transport.SipCounters.Event;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.timeout.IdleStateEvent;

/// Takes the messages of one stream, and closes it once it is of no use.
@SuppressWarnings("FutureReturnValueIgnored") // A close that fails leaves nothing to be done.
final class StreamReader extends SimpleChannelInboundHandler<byte[]> {
    private final Gate gate;
    private final Source source;

    StreamReader(Gate gate, Source source) {
        this.gate = gate;
        this.source = source;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext channel, byte[] message) {
        gate.pass(message, source);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext channel, Object event) {
        if (event instanceof IdleStateEvent && !gate.isInUse(source) && !KeptStream.isOn(channel.channel())) {
            gate.counters().count(Event.CONNECTIONS_IDLE);
            channel.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
        channel.close();
    }
}
