package chorus.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SecretsTest {
    private static final String NUMBER = """
            {"number":"4711","provider":"sip","sipUsername":"u","sipPassword":"SECRET-pw","sipProxy":"pbx.example.com"}""";
    private static final String AGENT = """
            {"name":"A","postCallWebhookSecret":"SECRET-hook",
             "runtime":{"type":"websocket","url":"wss://agents.example.com/a","headers":{"Authorization":"SECRET-token"}}}""";

    private static final List<String> LOGGED = new CopyOnWriteArrayList<>();
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private static final Level USUAL = ROOT.getLevel();
    private static final AppenderBase<ILoggingEvent> LISTENER = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            LOGGED.add(event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
    };

    private static ApiHouse house;

    @BeforeAll
    static void open() {
        LISTENER.start();
        ROOT.setLevel(Level.DEBUG);
        ROOT.addAppender(LISTENER);
        house = new ApiHouse();
    }

    @AfterAll
    static void close() {
        house.close();
        ROOT.detachAppender(LISTENER);
        ROOT.setLevel(USUAL);
    }

    @Test
    void neverComeBackNorReachTheLog() {
        var number = house.post("/v1/phone-numbers", NUMBER);
        var agent = house.post("/v1/agents", AGENT);
        assertThat(List.of(number.status(), agent.status())).containsOnly(201);
        house.post("/v1/phone-numbers", NUMBER);
        house.post("/v1/phone-numbers", NUMBER.replace("\"SECRET-pw\"", "{\"x\":\"SECRET-pw\"}"));
        house.post("/v1/phone-numbers", NUMBER.replace("SECRET-pw", "SECRET-\\r\\nX: y"));
        house.post("/v1/phone-numbers", NUMBER.replace("SECRET-pw", "SECRET-" + "x".repeat(300)));
        house.post("/v1/phone-numbers", NUMBER.replace("\"provider\"", "\"sipPassword\""));
        house.post("/v1/phone-numbers", NUMBER.replace("}", " SECRET-oops"));
        house.post("/v1/phone-numbers", NUMBER.replace("pbx.example.com", "SECRET-pw@@"));
        house.post("/v1/agents", AGENT.replace("SECRET-token", "SECRET-\\r\\nx"));
        house.post("/v1/agents", AGENT.replace("SECRET-hook", "SECRET-\\u0007"));
        house.post("/v1/agents", AGENT.replace("agents.example.com", "me:SECRET-url@agents.example.com"));
        house.send("GET", "/v1/agents", "SECRET-wrong-key", "");
        house.patch("/v1/phone-numbers/" + number.text("/data/id"), "{\"sipPassword\":\"SECRET-new\"}");
        house.get("/v1/phone-numbers");
        house.get("/v1/agents");
        house.get("/metrics");

        assertThat(house.heard).hasSizeGreaterThan(15).allSatisfy(SecretsTest::isClean);
        assertThat(LOGGED).isNotEmpty().allSatisfy(SecretsTest::isClean);
    }

    @Test
    void areNotInTheAnswerWhenTheDatabaseIsGone() {
        var broken = new ApiHouse();
        broken.store.close();
        var failed = broken.post("/v1/agents", AGENT);
        var health = broken.send("GET", "/health", "", "");
        broken.close();

        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.text("/error"))
                .startsWith("Something failed inside the server; its log has the details under");
        assertThat(failed.raw().body()).doesNotContain("Exception", "chorus.", "SECRET-");
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.text("/error")).isEqualTo("The database does not answer.");
        assertThat(LOGGED).allSatisfy(SecretsTest::isClean);
    }

    private static void isClean(String text) {
        assertThat(text).doesNotContain("SECRET-");
    }
}
