/// The only path a call takes: admission, routing, the agent's stream, answer, bridge, end.
///
/// May use: provider, agent, call, phonebook, audio.
@NullMarked
package chorus.switchboard;

import org.jspecify.annotations.NullMarked;
