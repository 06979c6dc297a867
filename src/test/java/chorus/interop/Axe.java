package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.openqa.selenium.JavascriptExecutor;

/// axe-core: what on a page keeps people from using it.
final class Axe {
    private static final String SCRIPT = script();

    private Axe() {}

    /// Fails when it finds something of serious or critical impact.
    static void findsNothingSerious(JavascriptExecutor page, String where) {
        page.executeScript(SCRIPT);
        var found = page.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run({resultTypes: ['violations']}).then(result => done(result.violations
                  .filter(one => one.impact === 'serious' || one.impact === 'critical')
                  .map(one => one.id + ': ' + one.help + ' ' + one.nodes.map(node => node.html).slice(0, 5).join(' '))),
                  error => done(['axe failed: ' + error]));
                """);
        assertThat((List<?>) Objects.requireNonNull(found)).as(where).isEmpty();
    }

    private static String script() {
        try (var stream = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
