/// Doors beside the API: what else is reached over the HTTP server, such as the webhooks and sockets of a provider.
///
/// May use: nothing of ours.
@NullMarked
package chorus.web;

import org.jspecify.annotations.NullMarked;
