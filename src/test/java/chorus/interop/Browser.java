package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.Patience;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/// A person at the dashboard, in Debian's Chromium: finds things by what is written on them, as a person does.
///
/// No name but this machine's resolves in it, so nothing can be fetched from elsewhere unnoticed.
final class Browser implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Path PICTURES = Path.of("target", "screenshots");

    private final ChromeDriver driver;
    private final String home;
    private final List<String> complaints = new ArrayList<>();
    private int width;

    private Browser(ChromeDriver driver, String home) {
        this.driver = driver;
        this.home = home;
    }

    /// At this server, not signed in.
    static Browser at(TestServer server) {
        return at(server, Optional.empty());
    }

    /// @param says what its microphone hears, over and over: a WAV file; the browser's own beeps without one
    static Browser at(TestServer server, Optional<Path> says) {
        var chromium = Tool.named("chromium", "chromium").path();
        var chromedriver = Tool.named("chromedriver", "chromium-driver").path();
        var options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--lang=en-GB",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
                "--autoplay-policy=no-user-gesture-required");
        says.ifPresent(file -> options.addArguments("--use-file-for-fake-audio-capture=" + file.toAbsolutePath()));
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .withLogFile(new File(Tool.output("chromedriver").toString()))
                .build();
        var browser = new Browser(new ChromeDriver(service, options), "http://127.0.0.1:" + server.httpPort() + "/");
        browser.sized(1280, 900);
        return browser;
    }

    /// At the server, signed in with this key.
    static Browser signedIn(TestServer server, String key) {
        var browser = at(server);
        browser.signIn(key);
        return browser;
    }

    void signIn(String key) {
        open("");
        fill("API key", key);
        press("Sign in");
        sees("Overview");
    }

    /// Goes to a page, such as `numbers`.
    void open(String page) {
        driver.get(home + "#/" + page);
    }

    ChromeDriver driver() {
        return driver;
    }

    /// Waits until nothing on the page is on its way any more.
    void settled() {
        await(
                "a page at rest",
                () -> Boolean.TRUE.equals(driver.executeScript(
                        "return !document.querySelector('.skeleton, .starting') && !!document.querySelector('h1')")));
        driver.executeAsyncScript(
                "const done=arguments[0];requestAnimationFrame(()=>requestAnimationFrame(()=>setTimeout(done,150)))");
    }

    /// Waits until the page says this.
    void sees(String text) {
        await("the page says '" + text + "'", () -> said().contains(text));
    }

    /// What a person reads on the page.
    String said() {
        return String.valueOf(driver.executeScript("return document.body.innerText"));
    }

    /// Presses the button or follows the link with exactly this on it, or with this name for screen readers.
    void press(String name) {
        var quoted = quoted(name);
        act(
                By.xpath("//*[self::button or self::a or self::summary][normalize-space(.)=" + quoted
                        + " or @aria-label=" + quoted + "][not(//dialog[@open]) or ancestor::dialog]"),
                WebElement::click);
    }

    /// Types into the field with this label, in the place of what was there.
    void fill(String label, String text) {
        act(field(label), field -> {
            field.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
            field.sendKeys(text);
        });
    }

    /// Chooses what is written so in the field with this label.
    void choose(String label, String option) {
        act(
                field(label),
                field -> field.findElements(By.tagName("option")).stream()
                        .filter(one -> one.getText().strip().equals(option))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("'" + label + "' has no choice '" + option + "'."))
                        .click());
    }

    /// What stands beside a field as its problem; empty without one.
    String problemAt(String label) {
        return String.valueOf(driver.executeScript(
                "const f=arguments[0];return f.closest('.field').querySelector('.problem-text').innerText",
                find(field(label))));
    }

    /// Waits until a problem with these words stands beside the field.
    void seesProblemAt(String label, String words) {
        await(
                "a problem at '" + label + "' with '" + words + "'",
                () -> problemAt(label).contains(words));
    }

    WebElement find(By by) {
        var found = new WebElement[1];
        await(by + " on the page", () -> {
            found[0] = driver.findElements(by).stream()
                    .filter(WebElement::isDisplayed)
                    .findFirst()
                    .orElse(null);
            return found[0] != null;
        });
        return found[0];
    }

    /// What browsers call the size of their window.
    void sized(int width, int height) {
        this.width = width;
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    void coloured(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /// Keeps a picture of the whole page.
    void picture(String name) {
        var tall = Math.max(
                900, ((Number) driver.executeScript("return document.documentElement.scrollHeight")).intValue());
        sized(width, tall);
        var shot = driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        sized(width, 900);
        try {
            Files.createDirectories(PICTURES);
            Files.write(PICTURES.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(shot.get("data"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Fails when the page, or the browser about the page, has complained, but for answers that a test provoked.
    void complainsOnlyOf(String... provoked) {
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .forEach(complaints::add);
        assertThat(complaints).allMatch(complaint -> List.of(provoked).stream().anyMatch(complaint::contains));
    }

    @Override
    public void close() {
        driver.quit();
    }

    /// What does not come is told with what the page says instead, and a picture of it.
    private void await(String what, BooleanSupplier here) {
        try {
            Patience.until(what, PATIENCE, here);
        } catch (AssertionError e) {
            picture("in-vain");
            throw new AssertionError(
                    e.getMessage() + " It says: " + said() + "\nThe console says: "
                            + driver.manage().logs().get(LogType.BROWSER).getAll(),
                    e);
        }
    }

    private static By field(String label) {
        var quoted = quoted(label);
        return By.xpath(
                "//*[@id=//label[normalize-space(text())=" + quoted + "]/@for] | //label[span[normalize-space(.)="
                        + quoted
                        + "]]//*[self::input or self::select] | //*[self::input or self::select or self::textarea][@aria-label="
                        + quoted + "]");
    }

    /// Pages draw themselves anew at any moment: what has gone meanwhile is looked for again.
    private void act(By by, java.util.function.Consumer<WebElement> work) {
        for (var left = 3; ; left--) {
            try {
                work.accept(find(by));
                return;
            } catch (StaleElementReferenceException e) {
                if (left == 0) {
                    throw e;
                }
            }
        }
    }

    private static String quoted(String text) {
        return text.contains("'") ? "\"" + text + "\"" : "'" + text + "'";
    }
}
