package chorus.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.AddressRange;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Stranger;
import chorus.phonebook.Stranger.Cause;
import chorus.phonebook.Trunk;
import chorus.secret.Secret;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AcquaintanceTest {
    private static final String NUMBER = "+12025550150";

    @Test
    void asksWhetherTheAddressWasMistyped() {
        assertThat(hint(stranger(Cause.CALL, "203.0.113.71", 42, NUMBER), listing("203.0.113.17")))
                .contains("203.0.113.71 called +12025550150 42 times (repeats included) and is not on your allowlist;"
                        + " your line +12025550150 has 203.0.113.17: was it mistyped?");
    }

    @Test
    void prefersTheLineThatWasCalledToOneWhoseAddressIsNearToo() {
        var other = number("+12025550199", new Trunk.SipAllowlist(AddressRange.parse("203.0.113.70"), 5060, udp()));

        assertThat(hint(stranger(Cause.CALL, "203.0.113.71", 2, NUMBER), other, listing("203.0.113.17")))
                .get()
                .asString()
                .contains("your line +12025550150 has 203.0.113.17");
    }

    @Test
    void saysWhatToSetWhenTheAddressIsAnotherAltogether() {
        assertThat(hint(stranger(Cause.CALL, "198.51.100.9", 1, "2025550150"), listing("203.0.113.17")))
                .contains(
                        "198.51.100.9 called 2025550150 once and is not on your allowlist; your line +12025550150 lets"
                                + " calls in from 203.0.113.17 only: if this is your PBX, set `sipIp` to 198.51.100.9.");
    }

    @Test
    void saysWhereARegisteredNumberTakesCallsFrom() {
        var registered = number(
                NUMBER,
                new Trunk.SipRegistration(
                        "line7",
                        Secret.of("sesame"),
                        "pbx.example.com",
                        5060,
                        Optional.empty(),
                        Optional.empty(),
                        udp()));

        assertThat(hint(stranger(Cause.CALL, "198.51.100.9", 3, NUMBER), registered))
                .get()
                .asString()
                .contains("is registered at pbx.example.com and takes calls from its addresses only");
    }

    @Test
    void aPhoneThatRegistersIsToldThatNobodyCan() {
        assertThat(hint(stranger(Cause.REGISTRATION, "203.0.113.71", 5), listing("203.0.113.17")))
                .contains("203.0.113.71 tried to register 5 times (repeats included), which nobody can here, and is not"
                        + " on your allowlist; your line +12025550150 has 203.0.113.17: was it mistyped?");
    }

    @Test
    void aConnectionFromNearbyIsShown() {
        assertThat(hint(stranger(Cause.CONNECTION, "203.0.113.71", 1), listing("203.0.113.17")))
                .get()
                .asString()
                .startsWith("203.0.113.71 connected over UDP once and is not on your allowlist");
    }

    @Test
    void aScannerIsNobodysAffair() {
        assertThat(hint(stranger(Cause.CALL, "198.51.100.9", 900, "900442037690000"), listing("203.0.113.17")))
                .isEmpty();
    }

    @Test
    void onASharedSourceOnlyWhoWasMeantIsTold() {
        assertThat(hint(stranger(Cause.SHARED_SOURCE, "203.0.113.17", 2, "2025550150"), listing("203.0.113.17")))
                .contains("203.0.113.17 called 2025550150 2 times (repeats included), a number that nobody has"
                        + " here; if your line +12025550150 was meant, let the trunk dial it so.");
        assertThat(hint(stranger(Cause.SHARED_SOURCE, "203.0.113.17", 2, "4420794600"), listing("203.0.113.17")))
                .isEmpty();
    }

    @Test
    void whatWasDialledIsShownToItsOwnersOnly() {
        var stranger = stranger(Cause.CALL, "203.0.113.71", 2, NUMBER, "+12025550177");

        assertThat(Acquaintance.shownTo(List.of(listing("203.0.113.17")), stranger)
                        .dialled())
                .containsExactly(NUMBER);
    }

    private static Optional<String> hint(Stranger stranger, PhoneNumber... own) {
        return Acquaintance.hint(stranger, List.of(own));
    }

    private static Stranger stranger(Cause cause, String address, long count, String... dialled) {
        return new Stranger(
                InetAddress.ofLiteral(address),
                cause,
                "UDP",
                count,
                Instant.EPOCH,
                Instant.EPOCH,
                List.of(dialled),
                "");
    }

    private static PhoneNumber listing(String source) {
        return number(NUMBER, new Trunk.SipAllowlist(AddressRange.parse(source), 5060, udp()));
    }

    private static Trunk.Transport udp() {
        return Trunk.Transport.UDP;
    }

    private static PhoneNumber number(String number, Trunk trunk) {
        return new PhoneNumber(
                UUID.randomUUID(),
                new UUID(0, 1),
                Optional.empty(),
                number,
                trunk,
                Optional.empty(),
                Map.of(),
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
