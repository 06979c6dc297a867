/// Who is who: organizations, their balances and keys, phone numbers with their trunks, agents.
///
/// May use: secret.
@NullMarked
package chorus.phonebook;

import org.jspecify.annotations.NullMarked;
