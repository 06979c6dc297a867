/// What any phone network must do for us, so that the switchboard need not know which one it is.
///
/// May use: call, phonebook, audio.
@NullMarked
package chorus.provider;

import org.jspecify.annotations.NullMarked;
