package chorus.fake.voximplant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/// A scenario in a JavaScript world of its own, with VoxEngine's globals and nothing else. Belongs to one thread.
final class Script implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final int LONGEST_TEXT = 256 * 1024;
    private static final Engine ENGINE = Engine.newBuilder("js")
            .option("engine.WarnInterpreterOnly", "false")
            .build();
    private static final Source GLOBALS = globals();

    private final Context context;
    private final Value dispatch;

    /// Something in it went wrong, or took too long: the session ends.
    static final class Broken extends RuntimeException {
        Broken(String message) {
            super(message);
        }
    }

    Script(ScriptHost host, String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new Broken("a script has at most 256K characters");
        }
        context = Context.newBuilder("js")
                .engine(ENGINE)
                .allowHostAccess(HostAccess.EXPLICIT)
                .option("js.ecmascript-version", "2022")
                .option("js.console", "false")
                .option("js.print", "false")
                .option("js.load", "false")
                .build();
        context.getBindings("js").putMember("host", host);
        dispatch = context.eval(GLOBALS);
        context.eval(Source.create("js", text));
    }

    /// Tells the script what happened; what it does about it is done when this returns.
    void happens(String target, String event, String fields) {
        var began = cpuNanos();
        dispatch.executeVoid(target, event, fields);
        var took = cpuNanos() - began;
        if (took > LONGEST.toNanos()) {
            throw new Broken("a callback took " + TimeUnit.NANOSECONDS.toMillis(took) + " ms: " + target + " " + event);
        }
    }

    @Override
    public void close() {
        context.close(true);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static Source globals() {
        try (var file = Script.class.getResourceAsStream("/voximplant/voxengine.js")) {
            if (file == null) {
                throw new IllegalStateException("voxengine.js is not on the class path.");
            }
            return Source.create("js", new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
