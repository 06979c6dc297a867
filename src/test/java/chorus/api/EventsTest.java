package chorus.api;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.CallState;
import chorus.fake.EventReader;
import chorus.fake.Patience;
import chorus.feed.News;
import chorus.phonebook.Balance;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsTest {
    private ApiHouse house;

    @BeforeEach
    void open() {
        house = new ApiHouse();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void tellsAnOrganizationOnlyWhatIsItsOwn() {
        try (var ours = reader(house.reader);
                var theirs = reader(house.foreign)) {
            ours.awaits("current");
            theirs.awaits("current");

            house.feed.tell(house.ours.id(), balance("1"));
            house.feed.tell(house.theirs.id(), balance("2"));

            assertThat(ours.awaits("balance.updated").text("amount")).isEqualTo("1.00");
            assertThat(theirs.awaits("balance.updated").text("amount")).isEqualTo("2.00");
            assertThat(ours.told()).hasSize(2);
        }
    }

    @Test
    void goesOnBehindTheLastEventSeen() {
        String seen;
        try (var first = reader(house.reader)) {
            seen = first.awaits("current").id();
        }
        house.feed.tell(house.ours.id(), balance("1"));
        house.feed.tell(house.ours.id(), balance("2"));

        try (var again = reader(house.reader, "Last-Event-ID: " + seen)) {
            again.awaits("current");
            assertThat(again.told())
                    .extracting(each -> each.type() + " " + each.text("amount"))
                    .containsExactly("balance.updated 1.00", "balance.updated 2.00", "current ");
        }
    }

    @Test
    void saysThatAllMustBeReadAnewWhenTooMuchWasMissed() {
        String seen;
        try (var first = reader(house.reader)) {
            seen = first.awaits("current").id();
        }
        for (var i = 0; i < 600; i++) {
            house.feed.tell(house.ours.id(), balance("1"));
        }

        try (var late = reader(house.reader, "Last-Event-ID: " + seen);
                var stranger = reader(house.reader, "Last-Event-ID: of-another-server-7")) {
            late.awaits("reset");
            late.awaits("current");
            stranger.awaits("reset");
            assertThat(late.told()).hasSize(2);
        }
    }

    @Test
    void hangsUpOnOneWhoDoesNotReadAndTellsTheOthers() throws IOException {
        try (var deaf = new Socket();
                var quick = reader(house.reader)) {
            deaf.setReceiveBufferSize(4096);
            deaf.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), house.server.port()));
            deaf.getOutputStream()
                    .write(("GET /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + house.member
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            Patience.until("two watchers", () -> house.feed.watchers() == 2);
            var call = house.switchboard.running(house.ours.id(), Optional.empty(), Optional.empty(), Instant.now());
            var told = 0;
            while (house.feed.watchers() == 2 && told < 200_000) {
                var before = quick.told().size();
                for (var i = 0; i < 200; i++) {
                    house.feed.tell(house.ours.id(), new News.CallCreated(call, CallState.RINGING));
                }
                told += 200;
                Patience.until("the events at one who reads", () -> quick.told().size() >= before + 200);
            }

            assertThat(house.feed.watchers()).isEqualTo(1);
            assertThat(quick.told()).hasSizeGreaterThan(told);
        }
    }

    @Test
    void endsWhenTheKeyIsRevoked() {
        var made = house.post("/v1/api-keys", "{\"name\":\"K\",\"role\":\"read-only\"}");
        try (var reader = reader(made.text("/data/key"))) {
            reader.awaits("current");

            house.delete("/v1/api-keys/" + made.text("/data/id"));

            reader.awaitsEnd();
        }
    }

    @Test
    void asksForAKey() {
        try (var nobody = new EventReader(house.server.port())) {
            assertThat(nobody.status()).startsWith("401");
        }
        try (var wrong = reader("chorus_" + UUID.randomUUID())) {
            assertThat(wrong.status()).startsWith("401");
        }
    }

    @Test
    void tellsOfACreditedBalance() {
        try (var theirs = reader(house.foreign)) {
            theirs.awaits("current");

            house.send(
                    "POST",
                    "/v1/organizations/" + house.theirs.id() + "/credits",
                    house.operator,
                    "{\"amount\":\"5\",\"currency\":\"USD\"}");

            assertThat(theirs.awaits("balance.updated").text("amount")).isEqualTo("15.00");
        }
    }

    private static News balance(String amount) {
        return new News.BalanceChanged(new Balance.Amount(new BigDecimal(amount), "USD"));
    }

    private EventReader reader(String key, String... more) {
        var headers = new java.util.ArrayList<>(java.util.List.of("Authorization: Bearer " + key));
        headers.addAll(java.util.List.of(more));
        return new EventReader(house.server.port(), headers.toArray(String[]::new));
    }
}
