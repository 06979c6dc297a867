package chorus.store;

import chorus.phonebook.SipStyle;
import chorus.phonebook.Trunk;
import chorus.secret.Sealer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// A trunk as columns, its secrets sealed for the number that owns it; what another trunk would have is emptied,
/// so that a change of trunk leaves no secret behind.
final class TrunkColumns {
    static final List<String> ALL =
            Stream.concat(own().stream(), VoximplantColumns.ALL.stream()).toList();

    private TrunkColumns() {}

    private static List<String> own() {
        return List.of(
                "provider",
                "sip_mode",
                "twilio_account_sid",
                "twilio_auth_token",
                "twilio_secondary_auth_token",
                "twilio_api_key_sid",
                "twilio_api_key_secret",
                "twilio_region",
                "twilio_edge",
                "sip_username",
                "sip_password",
                "sip_registrar",
                "sip_outbound_proxy",
                "sip_auth_user",
                "sip_source",
                "sip_port",
                "sip_transport",
                "sip_srtp",
                "sip_caller_id",
                "sip_number_format");
    }

    static void put(Trunk trunk, UUID owner, Sealer sealer, Assignments row) {
        ALL.forEach(column -> row.set(column, Optional.empty()));
        row.set("provider", trunk.provider());
        switch (trunk) {
            case Trunk.Twilio twilio -> TwilioColumns.put(twilio, owner, sealer, row);
            case Trunk.SipRegistration sip -> {
                row.set("sip_mode", "registration")
                        .set("sip_username", sip.username())
                        .set("sip_password", sealer.seal(owner, PhoneNumberRow.SIP_PASSWORD, sip.password()))
                        .set("sip_registrar", sip.registrar())
                        .set("sip_outbound_proxy", sip.outboundProxy())
                        .set("sip_auth_user", sip.authUser());
                put(sip.port(), sip.transport(), sip.style(), row);
            }
            case Trunk.SipAllowlist sip -> {
                row.set("sip_mode", "ip_allowlist")
                        .set("sip_source", sip.source().toString())
                        .set("sip_registrar", sip.host());
                sip.login()
                        .ifPresent(login -> row.set("sip_username", login.username())
                                .set("sip_password", sealer.seal(owner, PhoneNumberRow.SIP_PASSWORD, login.password()))
                                .set("sip_auth_user", login.authUser()));
                put(sip.port(), sip.transport(), sip.style(), row);
            }
            case Trunk.Voximplant voximplant -> VoximplantColumns.put(voximplant, owner, sealer, row);
            case Trunk.Browser _ -> {}
        }
    }

    private static void put(int port, Trunk.Transport transport, SipStyle style, Assignments row) {
        row.set("sip_port", port)
                .set("sip_transport", transport.code())
                .set("sip_srtp", style.chosenSrtp().map(SipStyle.Srtp::code))
                .set("sip_caller_id", style.callerId().code())
                .set("sip_number_format", style.numberFormat().code());
    }
}
