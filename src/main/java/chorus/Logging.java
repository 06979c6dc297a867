package chorus;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/// How much is logged.
final class Logging {
    private Logging() {}

    /// Sets the level of our own loggers; the libraries' stay at warnings.
    static void level(String name) {
        if (LoggerFactory.getLogger("chorus") instanceof Logger logger) {
            logger.setLevel(Level.toLevel(name));
        }
    }
}
