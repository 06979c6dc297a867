/// Phone numbers at Twilio: their accounts over its REST API, calls over its webhooks and Media Streams.
///
/// May use: provider, call, phonebook, audio, mediastream, web, secret.
@NullMarked
package chorus.provider.twilio;

import org.jspecify.annotations.NullMarked;
