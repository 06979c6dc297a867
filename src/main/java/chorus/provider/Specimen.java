package chorus.provider;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/// A message to be judged as if it had come.
///
/// @param message   its bytes, as they go over the wire
/// @param source    where it would come from
/// @param transport `UDP`, `TCP` or `TLS`
public record Specimen(ByteBuffer message, InetAddress source, int port, String transport) {
    public Specimen {
        message = message.asReadOnlyBuffer();
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("A message comes from a port of 1 to 65535, not " + port + ".");
        }
    }

    /// A copy of its bytes.
    public byte[] bytes() {
        var bytes = new byte[message.remaining()];
        message.get(message.position(), bytes);
        return bytes;
    }
}
