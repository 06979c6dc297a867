/// Tells the world of calls that ended: takes what is due from the deliveries and posts it until it is taken.
///
/// May use: `call`, `phonebook`, `secret`.
@NullMarked
package chorus.webhook;

import org.jspecify.annotations.NullMarked;
