/// Values that never print, and their sealing at rest.
///
/// May use: nothing of ours.
@NullMarked
package chorus.secret;

import org.jspecify.annotations.NullMarked;
