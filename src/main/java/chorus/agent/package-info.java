/// The line to the agent's runtime: the WebSocket we open and the protocol spoken on it.
///
/// May use: call, phonebook, audio, mediastream, secret.
@NullMarked
package chorus.agent;

import org.jspecify.annotations.NullMarked;
