package chorus.sip.sdp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// What both sides agreed on for the audio stream.
///
/// @param remoteAddress  where the far side says it hears RTP; empty when it holds with `0.0.0.0` or gives a name
/// @param remotePort     the far side's RTP port
/// @param codec          what is spoken, numbered as the far side wants to receive it
/// @param receivedAs     the payload type under which we receive it
/// @param sendsEventsAs    the payload type for keys we send, if the far side understands them
/// @param receivesEventsAs the payload type of keys the far side may send
/// @param packetTime     how much sound the far side wants in a packet: 10 to 60 ms, in steps of 10
/// @param direction      seen from us
/// @param crypto         the keys, when it is encrypted
public record Negotiated(
        Optional<InetAddress> remoteAddress,
        int remotePort,
        Codec codec,
        int receivedAs,
        OptionalInt sendsEventsAs,
        OptionalInt receivesEventsAs,
        Duration packetTime,
        Direction direction,
        Optional<Security.Chosen> crypto) {}
