package chorus.api;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/// Tells what to set up on the far side, so that calls come here.
final class ReachActions {
    private final ApiOptions options;
    private final Reach reach;

    ReachActions(ApiOptions options, Reach reach) {
        this.options = options;
        this.reach = reach;
    }

    Map<String, Action> all() {
        return Map.of("getServer", this::get);
    }

    @SuppressWarnings("NullAway") // JSON's null is Java's null inside this map.
    private Answer get(Request request) {
        var view = new LinkedHashMap<String, Object>();
        view.put("version", options.version());
        view.put("publicUrl", reach.publicUrl().map(URI::toString).orElse(null));
        var sip = new LinkedHashMap<String, Object>();
        sip.put("host", host(request));
        sip.put("port", reach.sipPort());
        sip.put("tlsPort", reach.tlsPort().isPresent() ? reach.tlsPort().getAsInt() : null);
        view.put("sip", sip);
        view.put("rtp", Map.of("firstPort", reach.firstRtpPort(), "lastPort", reach.lastRtpPort()));
        return Answer.ok(view);
    }

    /// Unless it is set, where whoever asks has found us is the best guess.
    private String host(Request request) {
        return reach.publicIp()
                .map(address -> address.getHostAddress())
                .orElseGet(() -> asked(request.incoming().headers().getOrDefault("host", "")));
    }

    private static String asked(String host) {
        var name = host.replaceAll(":\\d*$", "");
        return name.matches("[A-Za-z0-9.\\-]+|\\[[0-9A-Fa-f:.]+]") ? name : "127.0.0.1";
    }
}
