/// The public REST API and what it serves beside: its document, health and metrics.
///
/// May use: switchboard, provider, doctor, call, phonebook, secret.
@NullMarked
package chorus.api;

import org.jspecify.annotations.NullMarked;
