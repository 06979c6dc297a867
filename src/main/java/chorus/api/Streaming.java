package chorus.api;

import io.vertx.ext.web.RoutingContext;

/// An answer that goes on: it writes what follows the headers, and ends the response.
interface Streaming {
    /// Called on the request's event loop, the status and headers set.
    void begin(RoutingContext routing);
}
