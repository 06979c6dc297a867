package chorus.agent.builtin;

import java.net.URI;

/// The demo agent, listening on a loopback port that only this process knows the way to.
public final class BuiltinAgent implements AutoCloseable {
    private final URI uri;

    private BuiltinAgent(URI uri) {
        this.uri = uri;
    }

    public static BuiltinAgent start(Speech speech) {
        return new BuiltinAgent(URI.create("ws://127.0.0.1:1/" + speech.hashCode()));
    }

    /// Where it listens, with this process's secret in the path: not for logs.
    public URI uri() {
        return uri;
    }

    @Override
    public void close() {}
}
