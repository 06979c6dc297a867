package chorus.sip.locate;

import chorus.sip.transport.Transport;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A way of serving SIP, by its names in SRV and NAPTR records (RFC 3263 §4.1).
enum Service {
    UDP(Transport.UDP, "_sip._udp.", "SIP+D2U"),
    TCP(Transport.TCP, "_sip._tcp.", "SIP+D2T"),
    TLS(Transport.TLS, "_sips._tcp.", "SIPS+D2T");

    final Transport transport;
    final String prefix;
    private final String naptr;

    Service(Transport transport, String prefix, String naptr) {
        this.transport = transport;
        this.prefix = prefix;
        this.naptr = naptr;
    }

    static Service over(Transport transport) {
        return switch (transport) {
            case UDP -> UDP;
            case TCP -> TCP;
            case TLS -> TLS;
        };
    }

    static Optional<Service> named(String naptr) {
        return Arrays.stream(values())
                .filter(service -> service.naptr.equalsIgnoreCase(naptr))
                .findFirst();
    }

    /// Those to be tried when the name does not say.
    static List<Service> allowed(boolean secure) {
        return secure ? List.of(TLS) : List.of(UDP, TCP, TLS);
    }
}
