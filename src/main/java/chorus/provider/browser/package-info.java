/// Calls from browsers: sound over a WebSocket of our own, as docs/browser-calls.md describes it.
///
/// May use: `provider`, `call`, `phonebook`, `audio`, `mediastream`, `web`, `secret`.
@NullMarked
package chorus.provider.browser;

import org.jspecify.annotations.NullMarked;
