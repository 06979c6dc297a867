package chorus.sip.dialog;

import chorus.sip.transport.Source;
import chorus.sip.transport.Target;

/// How a target looks from the other end: as the place that answers come from.
final class Outbound {
    private Outbound() {}

    static Source source(Target target) {
        return new Source(target.address(), target.port(), target.transport(), target.serverName());
    }

    /// For a sentence: `192.0.2.1:5060 over UDP`.
    static String name(Target target) {
        return source(target).toString();
    }
}
