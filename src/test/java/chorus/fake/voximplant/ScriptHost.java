package chorus.fake.voximplant;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.graalvm.polyglot.HostAccess.Export;
import org.jspecify.annotations.Nullable;

/// What the globals of a scenario are made of: every method is called by `voxengine.js`, on the session's thread.
public final class ScriptHost {
    private final VoximplantSession session;

    ScriptHost(VoximplantSession session) {
        this.session = session;
    }

    @Export
    public String customData() {
        return session.customData();
    }

    @Export
    public @Nullable String secret(String name) {
        return session.rule().application().secret(name).orElse(null);
    }

    @Export
    public void log(String text) {
        session.log(text);
    }

    @Export
    public String hmac(String key, String data) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(data.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Export
    public void terminate() {
        session.terminate("Normal termination");
    }

    @Export
    public int timer(double milliseconds) {
        return session.timers().start((long) milliseconds);
    }

    @Export
    public void cancel(int timer) {
        session.timers().cancel(timer);
    }

    @Export
    public int request(String url, String options) {
        return session.requests().send(url, options);
    }

    @Export
    public String dial(String to, String from, boolean detectMachine) {
        return session.dial(to, from, detectMachine);
    }

    @Export
    public String call(String unit, String verb, String argument) {
        return session.leg(unit).does(verb, argument);
    }

    @Export
    public String open(String url, String options) {
        return session.open(url, options);
    }

    @Export
    public void socket(String unit, String verb, String argument) {
        session.socket(unit).does(verb, argument);
    }

    @Export
    public void route(String from, String to, String encoding) {
        session.routes().route(from, to, encoding);
    }

    @Export
    public void unroute(String from, String to) {
        session.routes().unroute(from, to);
    }
}
