/// The demo agent: a small WebSocket server of its own that speaks the agent protocol like any other.
///
/// May use: agent, phonebook, audio.
@NullMarked
package chorus.agent.builtin;

import org.jspecify.annotations.NullMarked;
