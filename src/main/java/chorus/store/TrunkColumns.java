package chorus.store;

import chorus.phonebook.Trunk;
import chorus.secret.Sealer;
import java.util.Optional;
import java.util.UUID;

/// A trunk as columns, its secrets sealed for the number that owns it; what another trunk would have stays empty,
/// so that a change of trunk leaves no secret behind.
record TrunkColumns(
        String provider,
        Optional<String> sipMode,
        Optional<String> twilioAccountSid,
        Optional<byte[]> twilioAuthToken,
        Optional<String> sipUsername,
        Optional<byte[]> sipPassword,
        Optional<String> sipRegistrar,
        Optional<String> sipOutboundProxy,
        Optional<String> sipAuthUser,
        Optional<String> sipSource,
        Optional<Integer> sipPort,
        Optional<String> sipTransport) {

    static TrunkColumns of(Trunk trunk, UUID owner, Sealer sealer) {
        return switch (trunk) {
            case Trunk.Twilio twilio -> of(twilio, owner, sealer);
            case Trunk.SipRegistration registration -> of(registration, owner, sealer);
            case Trunk.SipAllowlist allowlist -> of(allowlist);
            case Trunk.Voximplant voximplant -> empty(voximplant.provider());
        };
    }

    private static TrunkColumns of(Trunk.Twilio twilio, UUID owner, Sealer sealer) {
        return new TrunkColumns(
                twilio.provider(),
                Optional.empty(),
                Optional.of(twilio.accountSid()),
                Optional.of(sealer.seal(owner, PhoneNumberRow.TWILIO_AUTH_TOKEN, twilio.authToken())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static TrunkColumns of(Trunk.SipRegistration registration, UUID owner, Sealer sealer) {
        return new TrunkColumns(
                registration.provider(),
                Optional.of("registration"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(registration.username()),
                Optional.of(sealer.seal(owner, PhoneNumberRow.SIP_PASSWORD, registration.password())),
                Optional.of(registration.registrar()),
                registration.outboundProxy(),
                registration.authUser(),
                Optional.empty(),
                Optional.of(registration.port()),
                Optional.of(registration.transport().code()));
    }

    private static TrunkColumns of(Trunk.SipAllowlist allowlist) {
        return new TrunkColumns(
                allowlist.provider(),
                Optional.of("ip_allowlist"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(allowlist.source().toString()),
                Optional.of(allowlist.port()),
                Optional.of(allowlist.transport().code()));
    }

    private static TrunkColumns empty(String provider) {
        return new TrunkColumns(
                provider,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
