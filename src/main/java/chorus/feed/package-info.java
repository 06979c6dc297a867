/// What happens, told as it happens to whoever watches: calls, lines and balances of an organization.
///
/// May use: `call`, `phonebook`.
@NullMarked
package chorus.feed;

import org.jspecify.annotations.NullMarked;
