/// The entrance: reads the settings, builds the house by hand, starts and stops it.
///
/// May use: everything; nothing uses it.
@NullMarked
package chorus;

import org.jspecify.annotations.NullMarked;
