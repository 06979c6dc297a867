/// What one call is: identity, states, refusals, endings with blame, the decision trace, the log.
///
/// May use: phonebook, secret.
@NullMarked
package chorus.call;

import org.jspecify.annotations.NullMarked;
