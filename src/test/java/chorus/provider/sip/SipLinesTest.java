package chorus.provider.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.AddressRange;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk;
import chorus.provider.sip.SipLines.Match;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SipLinesTest {
    private static final UUID OURS = UUID.randomUUID();

    private final SipLines lines = new SipLines();

    @ParameterizedTest
    @ValueSource(strings = {"+12025550100", "12025550100", "0012025550100", "+1-202-555-0100", "(+1) 202.555.0100"})
    void findsANumberHoweverItIsDialled(String dialled) {
        var number = attach("+12025550100", "192.0.2.1", OURS);

        assertThat(find("192.0.2.1", dialled)).isEqualTo(new Match.Line(number));
    }

    @Test
    void findsAnExtensionOnlyAsItIsWritten() {
        var number = attach("1000", "192.0.2.1", OURS);

        assertThat(find("192.0.2.1", "1000")).isEqualTo(new Match.Line(number));
        assertThat(find("192.0.2.1", "+1000")).isEqualTo(new Match.UnknownNumber(number));
    }

    @Test
    void knowsASourceByItsRange() {
        var number = attach("+12025550100", "192.0.2.0/24", OURS);

        assertThat(find("192.0.2.77", "+12025550100")).isEqualTo(new Match.Line(number));
        assertThat(find("192.0.3.77", "+12025550100")).isEqualTo(new Match.Stranger());
        assertThat(lines.admits(InetAddress.ofLiteral("192.0.2.77"))).isTrue();
        assertThat(lines.admits(InetAddress.ofLiteral("192.0.3.77"))).isFalse();
    }

    @Test
    void takesAMappedAddressForWhatItIs() {
        var number = attach("+12025550100", "::ffff:192.0.2.1", OURS);

        assertThat(find("192.0.2.1", "+12025550100")).isEqualTo(new Match.Line(number));
    }

    @Test
    void tellsApartWhichOfTwoSourcesMayDialANumber() {
        attach("+12025550100", "192.0.2.1", OURS);
        var other = attach("+12025550101", "192.0.2.2", OURS);

        assertThat(find("192.0.2.2", "+12025550100")).isEqualTo(new Match.UnknownNumber(other));
    }

    @Test
    void blamesNobodyWhenSeveralOrganizationsShareASource() {
        attach("+12025550100", "192.0.2.1", OURS);
        attach("+12025550101", "192.0.2.1", UUID.randomUUID());

        assertThat(find("192.0.2.1", "+12025550999")).isEqualTo(new Match.UnknownAmongMany(2));
    }

    @Test
    void forgetsADetachedLine() {
        var number = attach("+12025550100", "192.0.2.1", OURS);

        lines.detach(number.id());

        assertThat(find("192.0.2.1", "+12025550100")).isEqualTo(new Match.Stranger());
    }

    @Test
    void takesAnAddressOfThisMachineForLoopback() throws SocketException {
        var number = attach("+12025550100", "127.0.0.1", OURS);
        var own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .toList();

        assertThat(own)
                .allSatisfy(address ->
                        assertThat(lines.find(address, "+12025550100")).isEqualTo(new Match.Line(number)));
        assertThat(find("192.0.2.200", "+12025550100")).isEqualTo(new Match.Stranger());
    }

    @Test
    void hearsALineFromTheAddressesThatItListsItselfAndNotFromThoseOfOthers() {
        var ours = attach("+12025550100", "192.0.2.0/28", OURS);
        attach("+12025550101", "192.0.2.0/24", UUID.randomUUID());

        assertThat(lines.sources(ours.trunk())).accepts(InetAddress.ofLiteral("192.0.2.15"));
        assertThat(lines.sources(ours.trunk())).rejects(InetAddress.ofLiteral("192.0.2.16"));
    }

    private PhoneNumber attach(String number, String source, UUID organization) {
        var trunk = new Trunk.SipAllowlist(AddressRange.parse(source), 5060, Trunk.Transport.UDP);
        var attached = new PhoneNumber(
                UUID.randomUUID(),
                organization,
                Optional.empty(),
                number,
                trunk,
                Optional.empty(),
                Map.of(),
                Instant.now(),
                Instant.now());
        lines.attach(attached);
        return attached;
    }

    private Match find(String source, String dialled) {
        return lines.find(InetAddress.ofLiteral(source), dialled);
    }
}
