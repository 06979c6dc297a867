package chorus;

import chorus.sip.SipLimits;
import chorus.sip.SipOptions;
import chorus.sip.transport.LocalAddresses;
import chorus.sip.transport.TlsException;
import chorus.sip.transport.TlsIdentity;
import chorus.sip.transport.TlsOptions;
import java.net.InetAddress;
import java.util.Optional;
import java.util.stream.Stream;

/// What the settings say of SIP.
final class SipSettings {
    private SipSettings() {}

    static SipOptions options(Settings settings) {
        return new SipOptions(
                settings.bind(),
                settings.sipPort(),
                settings.publicIp(),
                "Chorus/" + Main.VERSION,
                SipLimits.standard(),
                Optional.of(new TlsOptions(
                        settings.tls().port(),
                        tlsIdentity(settings),
                        settings.tls().trust())));
    }

    private static TlsIdentity tlsIdentity(Settings settings) {
        return settings.tls()
                .files()
                .map(files -> new TlsIdentity(files.certificate(), files.key()))
                .orElseGet(() -> selfSigned(settings));
    }

    /// For all the names that a phone beside us may use.
    private static TlsIdentity selfSigned(Settings settings) {
        var addresses = Stream.concat(settings.publicIp().stream(), LocalAddresses.ofThisMachine().stream());
        var names = Stream.concat(Stream.of("localhost"), addresses.map(InetAddress::getHostAddress))
                .distinct()
                .toList();
        try {
            return TlsIdentity.selfSigned(settings.data().resolve("tls"), names);
        } catch (TlsException e) {
            throw new SettingsException(
                    Setting.DATA.key() + " must name a directory that can be written: " + e.getMessage());
        }
    }
}
