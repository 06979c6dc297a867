package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.AddressRange;
import chorus.phonebook.Agents.Removal;
import chorus.phonebook.Balance;
import chorus.phonebook.CallRules;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.PhoneNumbers;
import chorus.phonebook.PhoneNumbers.Stored;
import chorus.phonebook.SipStyle;
import chorus.phonebook.Trunk;
import chorus.phonebook.VoximplantAccount;
import chorus.secret.Secret;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PhoneNumbersTest {
    private static Store store;

    private UUID organization = UUID.randomUUID();

    @BeforeAll
    static void open() {
        store = TestDatabase.fresh().open(Clock.systemUTC());
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @BeforeEach
    void makeAnOrganization() {
        organization = store.organizations()
                .create("Example", new Balance.Unlimited(), Optional.empty())
                .id();
        store.phoneNumbers().all().forEach(number -> store.phoneNumbers().remove(number.organizationId(), number.id()));
    }

    @Test
    void givesBackEachKindOfTrunkAsItWasStored() {
        for (var trunk : new Trunk[] {
            Samples.twilio(),
            Samples.registration("pbx.example.com"),
            Samples.allowlist("192.0.2.0/24"),
            new Trunk.Voximplant(),
            voximplant(new VoximplantAccount.ApiKey(Secret.of("key"))),
            voximplant(new VoximplantAccount.ServiceKey("id", Secret.of("pem")))
        }) {
            var number = Samples.number(
                    organization, "+1202555010" + trunk.provider().length(), trunk, Optional.empty());
            assertThat(store.phoneNumbers().add(number)).isEqualTo(new Stored.Saved(number));
            assertThat(store.phoneNumbers().find(organization, number.id())).contains(number);
            store.phoneNumbers().remove(organization, number.id());
        }
    }

    private static Trunk voximplant(VoximplantAccount.Key key) {
        return new Trunk.Voximplant(
                Optional.of(new VoximplantAccount("1234567", key)),
                Optional.of("voice"),
                Optional.of("us"),
                Optional.of("+12025550155"));
    }

    @Test
    void givesBackTheRulesOfANumberAndTheStyleOfItsTrunk() {
        var rules = new CallRules(
                Duration.ofSeconds(45),
                5,
                Optional.of(0),
                Optional.of(new BigDecimal("0.02")),
                List.of("X-Customer-Id", "Diversion"));
        for (var style : new SipStyle[] {
            new SipStyle(SipStyle.Srtp.REQUIRED, SipStyle.CallerId.FROM_RPID, SipStyle.NumberFormat.DIGITS),
            new SipStyle(SipStyle.Srtp.OFF, SipStyle.CallerId.FROM, SipStyle.NumberFormat.E164),
            SipStyle.standard(Trunk.Transport.TLS, false)
        }) {
            var trunk = new Trunk.SipAllowlist(AddressRange.parse("192.0.2.1"), 5061, Trunk.Transport.TLS, style);
            var number = with(Samples.number(organization, "+12025550100", trunk, Optional.empty()), rules);
            assertThat(store.phoneNumbers().add(number)).isEqualTo(new Stored.Saved(number));
            assertThat(store.phoneNumbers().find(organization, number.id())).contains(number);
            store.phoneNumbers().remove(organization, number.id());
        }
    }

    @Test
    void givesBackWhomTheCallsOfAnAllowlistGoToAndTheirPassword() {
        var trunk = new Trunk.SipAllowlist(
                AddressRange.parse("192.0.2.0/30"),
                Optional.of("trunk.example.com"),
                Optional.of(new Trunk.Login("u", Secret.of("p"), Optional.of("auth"))),
                5060,
                Trunk.Transport.UDP,
                SipStyle.standard(Trunk.Transport.UDP, false));
        var number = Samples.number(organization, "+12025550100", trunk, Optional.empty());
        add(number);
        assertThat(store.phoneNumbers().find(organization, number.id())).contains(number);
    }

    @Test
    void replacesOnlyWhatIsStillAsItWasRead() {
        var number = Samples.number(organization, "+12025550100", Samples.twilio(), Optional.empty());
        add(number);
        assertThat(store.phoneNumbers().replace(number, Samples.NOON.minusNanos(1000)))
                .isEmpty();
        assertThat(store.phoneNumbers().replace(number, Samples.NOON)).isPresent();
        var agent = store.agents().add(Samples.agent(organization));
        assertThat(store.agents().replace(agent, agent.updatedAt().plusNanos(1000)))
                .isEmpty();
        assertThat(store.agents().replace(agent, agent.updatedAt())).contains(agent);
    }

    @Test
    void refusesAnE164NumberASecondTimeForTheSameProvider() {
        add(Samples.number(organization, "+12025550100", Samples.allowlist("192.0.2.1"), Optional.empty()));
        var other = store.organizations()
                .create("Other", new Balance.Unlimited(), Optional.empty())
                .id();
        var refused =
                refusal(Samples.number(other, "+12025550100", Samples.registration("a.example"), Optional.empty()));
        assertThat(refused.conflict()).isTrue();
        assertThat(refused.problem().field()).isEqualTo("number");
        assertThat(refused.problem().message()).contains("+12025550100 is already connected through sip");
    }

    @Test
    void takesAnE164NumberForAnotherProvider() {
        add(Samples.number(organization, "+12025550100", Samples.allowlist("192.0.2.1"), Optional.empty()));
        add(Samples.number(organization, "+12025550100", Samples.twilio(), Optional.empty()));
    }

    @Test
    void refusesAnExtensionTwiceAtOneRegistrar() {
        add(Samples.number(organization, "100", Samples.registration("pbx.example.com"), Optional.empty()));
        add(Samples.number(organization, "100", Samples.registration("other.example.com"), Optional.empty()));
        var refused =
                refusal(Samples.number(organization, "100", Samples.registration("PBX.example.com"), Optional.empty()));
        assertThat(refused.problem().message()).contains("Extension 100").contains("sipProxy");
    }

    @Test
    void refusesAnExtensionTwiceFromOneSourceOfAnOrganization() {
        add(Samples.number(organization, "100", Samples.allowlist("192.0.2.1"), Optional.empty()));
        var refused = refusal(Samples.number(organization, "100", Samples.allowlist("192.0.2.1"), Optional.empty()));
        assertThat(refused.problem().message()).contains("Extension 100").contains("sipIp");
        var other = store.organizations()
                .create("Other", new Balance.Unlimited(), Optional.empty())
                .id();
        add(Samples.number(other, "100", Samples.allowlist("192.0.2.1"), Optional.empty()));
    }

    @Test
    void refusesAnAgentOfAnotherOrganization() {
        var other = store.organizations()
                .create("Other", new Balance.Unlimited(), Optional.empty())
                .id();
        var agent = store.agents().add(Samples.agent(other));
        var refused = refusal(Samples.number(organization, "+12025550100", Samples.twilio(), Optional.of(agent.id())));
        assertThat(refused.conflict()).isFalse();
        assertThat(refused.problem().field()).isEqualTo("agentId");
    }

    @Test
    void leavesNoSecretBehindWhenTheTrunkChanges() throws Exception {
        var number = Samples.number(organization, "+12025550100", Samples.registration("a.example"), Optional.empty());
        add(number);
        var changed = new PhoneNumber(
                number.id(),
                organization,
                Optional.empty(),
                number.number(),
                Samples.allowlist("192.0.2.1"),
                Optional.empty(),
                number.metadata(),
                number.createdAt(),
                Samples.NOON.plusSeconds(5));
        assertThat(store.phoneNumbers().replace(changed, number.updatedAt())).contains(new Stored.Saved(changed));
        assertThat(store.phoneNumbers().find(organization, number.id())).contains(changed);
    }

    @Test
    void findsNothingOfAnotherOrganization() {
        var number = Samples.number(organization, "+12025550100", Samples.twilio(), Optional.empty());
        add(number);
        assertThat(store.phoneNumbers().find(UUID.randomUUID(), number.id())).isEmpty();
        assertThat(store.phoneNumbers().remove(UUID.randomUUID(), number.id())).isEmpty();
        assertThat(store.phoneNumbers().list(UUID.randomUUID(), 50, 0).total()).isZero();
    }

    @Test
    void looksUpANumberWithItsOwnerAndItsAgent() {
        var agent = store.agents().add(Samples.agent(organization, Samples.webSocket()));
        var number = Samples.number(organization, "+12025550100", Samples.twilio(), Optional.of(agent.id()));
        add(number);
        var owner = store.organizations().find(organization).orElseThrow();
        assertThat(store.phoneNumbers().lookUp(number.id()))
                .contains(new PhoneNumbers.Listing(number, owner, Optional.of(agent)));
        assertThat(store.phoneNumbers().lookUp(UUID.randomUUID())).isEmpty();
    }

    @Test
    void keepsAnAgentThatNumbersPointAt() {
        var agent = store.agents().add(Samples.agent(organization));
        var number = Samples.number(organization, "+12025550100", Samples.twilio(), Optional.of(agent.id()));
        add(number);
        assertThat(store.agents().remove(organization, agent.id())).isEqualTo(new Removal.StillAssigned(1));
        store.phoneNumbers().remove(organization, number.id());
        assertThat(store.agents().remove(organization, agent.id())).isEqualTo(new Removal.Removed());
        assertThat(store.agents().remove(organization, agent.id())).isEqualTo(new Removal.NotFound());
    }

    @Test
    void givesBackTheSecretsOfAnAgent() {
        var agent = store.agents().add(Samples.agent(organization, Samples.webSocket()));
        assertThat(store.agents().find(organization, agent.id())).contains(agent);
        assertThat(agent.postCallWebhookSecret()).contains(Secret.of("webhook-secret-value"));
        assertThat(agent.runtime()).isEqualTo(Samples.webSocket());
    }

    private static PhoneNumber with(PhoneNumber number, CallRules rules) {
        return new PhoneNumber(
                number.id(),
                number.organizationId(),
                number.name(),
                number.number(),
                number.trunk(),
                number.agentId(),
                rules,
                number.metadata(),
                number.createdAt(),
                number.updatedAt());
    }

    private static void add(PhoneNumber number) {
        assertThat(store.phoneNumbers().add(number)).isInstanceOf(Stored.Saved.class);
    }

    private static Stored.Refused refusal(PhoneNumber number) {
        return (Stored.Refused) store.phoneNumbers().add(number);
    }
}
