/// The shelf of sound: frames, formats, G.711, the playout queue, tones.
///
/// May use: nothing of ours.
@NullMarked
package chorus.audio;

import org.jspecify.annotations.NullMarked;
