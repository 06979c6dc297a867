/// Phone numbers at Voximplant: what we install in an account there, and calls over our scenario's requests and
/// sockets.
///
/// May use: provider, call, phonebook, audio, mediastream, web, secret.
@NullMarked
package chorus.provider.voximplant;

import org.jspecify.annotations.NullMarked;
