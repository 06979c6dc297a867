/// Media Streams, the dialect that both edges speak: WebSocket frames, and the short way of sound through them.
///
/// May use: audio.
@NullMarked
package chorus.mediastream;

import org.jspecify.annotations.NullMarked;
