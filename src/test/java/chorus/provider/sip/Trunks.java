package chorus.provider.sip;

import chorus.call.DecisionTrace;
import chorus.phonebook.AddressRange;
import chorus.phonebook.CallRules;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.SipStyle;
import chorus.phonebook.Trunk;
import chorus.provider.Dialling;
import chorus.secret.Secret;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Trunks and numbers for tests.
final class Trunks {
    static final SipStyle.CallerId PAI = SipStyle.CallerId.PAI;

    private Trunks() {}

    static Trunk.SipAllowlist listing(String source, int port, SipStyle.CallerId callerId) {
        return new Trunk.SipAllowlist(AddressRange.parse(source), port, Trunk.Transport.UDP, style(callerId));
    }

    static Trunk.SipRegistration registering(
            String registrar, int port, Optional<String> proxy, SipStyle.CallerId callerId) {
        return registering(registrar, port, proxy, Trunk.Transport.UDP, style(callerId));
    }

    static Trunk.SipRegistration registering(String registrar, Trunk.Transport transport) {
        return registering(
                registrar, transport.standardPort(), Optional.empty(), transport, style(SipStyle.CallerId.FROM));
    }

    private static Trunk.SipRegistration registering(
            String registrar, int port, Optional<String> proxy, Trunk.Transport transport, SipStyle style) {
        return new Trunk.SipRegistration(
                "line7", Secret.of("sesame"), registrar, port, proxy, Optional.empty(), transport, style);
    }

    static SipStyle style(SipStyle.CallerId callerId) {
        return new SipStyle(SipStyle.Srtp.OFF, callerId, SipStyle.NumberFormat.E164);
    }

    static Dialling dialling(Trunk trunk, String to, Map<String, String> headers, Duration ringTimeout) {
        var rules = new CallRules(ringTimeout, 1, Optional.empty(), Optional.<BigDecimal>empty(), List.of());
        var now = Instant.EPOCH;
        var number = new PhoneNumber(
                new UUID(0, 1),
                new UUID(0, 2),
                Optional.empty(),
                "+12025550100",
                trunk,
                Optional.empty(),
                rules,
                Map.of(),
                now,
                now);
        return new Dialling(new UUID(7, 7), "CA7", number, to, headers, new DecisionTrace(Clock.systemUTC()));
    }
}
