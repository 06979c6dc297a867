package chorus.phonebook;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// Somebody who was not let in: no line lists the source, or nobody can be told of its call.
///
/// @param transport such as `UDP`, the last one used
/// @param count     how often, repeats of one message included
/// @param dialled   the numbers asked for, as far as they were read, the last one first
/// @param userAgent what the last one that was read calls itself; may be empty
public record Stranger(
        InetAddress address,
        Cause cause,
        String transport,
        long count,
        Instant first,
        Instant last,
        List<String> dialled,
        String userAgent) {
    public Stranger {
        dialled = List.copyOf(dialled);
    }

    /// What it sent, which is what it was turned away with.
    public enum Cause {
        /// An INVITE from a source that no line lists.
        CALL,
        /// A REGISTER from a source that no line lists; nobody registers here.
        REGISTRATION,
        /// Another SIP request.
        REQUEST,
        /// An answer to nothing that we asked there.
        RESPONSE,
        /// A connection over TCP or TLS, closed before it was read.
        CONNECTION,
        /// Something that is not SIP.
        NOISE,
        /// An INVITE from a source that lines of several organizations list, to a number that nobody has.
        SHARED_SOURCE;

        /// The word of the API and the metrics.
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
