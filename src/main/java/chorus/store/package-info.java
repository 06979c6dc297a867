/// The database behind the phonebook and the call log.
///
/// May use: phonebook, call, secret.
@NullMarked
package chorus.store;

import org.jspecify.annotations.NullMarked;
