package chorus.switchboard;

import chorus.agent.AgentStreams;
import chorus.agent.AgentStreams.Opening;
import chorus.call.CallRecord;
import chorus.fake.PaperAgents;
import chorus.fake.PaperLog;
import chorus.fake.PaperNumbers;
import chorus.fake.PaperOutgoingCall;
import chorus.fake.PaperProvider;
import chorus.fake.PaperStream;
import chorus.fake.Patience;
import chorus.phonebook.AddressRange;
import chorus.phonebook.Agent;
import chorus.phonebook.AgentRuntime;
import chorus.phonebook.Balance;
import chorus.phonebook.CallRules;
import chorus.phonebook.Organization;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.PhoneNumbers.Listing;
import chorus.phonebook.Trunk;
import chorus.provider.Providers;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/// A switchboard with one number, `+12025550100`, whose calls out and agent's streams are on paper.
final class House {
    static final UUID ORGANIZATION = UUID.randomUUID();
    static final UUID NUMBER = UUID.randomUUID();
    private static final Agent AGENT = agent(Duration.ofMinutes(10));
    static final CallRules FAST =
            new CallRules(Duration.ofSeconds(30), 1_000, Optional.empty(), Optional.empty(), List.of());

    final PaperLog log = new PaperLog();
    final PaperNumbers numbers;
    final PaperStream stream = new PaperStream();
    final List<PaperOutgoingCall> calls = new CopyOnWriteArrayList<>();
    final Switchboard switchboard;

    House(Listing listing) {
        this(listing, Optional.empty());
    }

    /// @param unreachable why the agent's stream does not open, if it does not
    House(Listing listing, Optional<String> unreachable) {
        this(listing, CompletableFuture.completedFuture(unreachable));
    }

    /// @param unreachable found out only when this is complete
    House(Listing listing, CompletableFuture<Optional<String>> unreachable) {
        numbers = new PaperNumbers(listing);
        AgentStreams streams = (_, _, _) ->
                unreachable.join().<Opening>map(Opening.Failed::new).orElseGet(() -> new Opening.Opened(stream));
        var provider = new PaperProvider();
        provider.dials(dialling -> Optional.of(new Dialled(dialling.trace(), new PaperOutgoingCall(), calls)));
        switchboard = new Switchboard(
                numbers,
                new PaperAgents(AGENT),
                new Providers(List.of(provider)),
                streams,
                log,
                Clock.systemUTC(),
                _ -> new byte[800],
                Duration.ofSeconds(2));
    }

    CallControl.Placing order(String to) {
        return switchboard.place(new CallControl.Order(
                ORGANIZATION, AGENT.id(), NUMBER, to, Map.of("name", "Ada"), Map.of(), Map.of(), false));
    }

    /// An order within the number's own country that is taken.
    CallRecord placed() {
        return ((CallControl.Placing.Placed) order("+14155550123")).call();
    }

    /// The nth call that was dialled; waits for it.
    PaperOutgoingCall dialled(int nth) {
        Patience.until("dialled call " + nth, () -> calls.size() > nth);
        return calls.get(nth);
    }

    static Listing listing(CallRules rules, Balance balance) {
        var number = new PhoneNumber(
                NUMBER,
                ORGANIZATION,
                Optional.empty(),
                "+12025550100",
                trunk(),
                Optional.of(AGENT.id()),
                rules,
                Map.of(),
                Instant.EPOCH,
                Instant.EPOCH);
        return new Listing(number, organization(balance), Optional.of(AGENT));
    }

    static Trunk trunk() {
        return new Trunk.SipAllowlist(AddressRange.parse("192.0.2.1"), 5060, Trunk.Transport.UDP);
    }

    static Organization organization(Balance balance) {
        return new Organization(ORGANIZATION, "Acme", true, balance, 10, Instant.EPOCH);
    }

    static CallRules atOnce(int most) {
        return new CallRules(Duration.ofSeconds(30), 1_000, Optional.of(most), Optional.empty(), List.of());
    }

    static CallRules onePerSecond() {
        return new CallRules(Duration.ofSeconds(30), 1, Optional.empty(), Optional.empty(), List.of());
    }

    static CallRules price(String perMinute) {
        return new CallRules(
                Duration.ofSeconds(30), 1_000, Optional.empty(), Optional.of(new BigDecimal(perMinute)), List.of());
    }

    static Balance dollars(String amount) {
        return new Balance.Amount(new BigDecimal(amount), "USD");
    }

    static Agent agent(Duration limit) {
        return new Agent(
                UUID.randomUUID(),
                ORGANIZATION,
                "Agent",
                true,
                true,
                limit,
                Agent.FirstSpeaker.AGENT,
                Optional.empty(),
                false,
                false,
                Duration.ZERO,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new AgentRuntime.Builtin(),
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
