package chorus;

import java.util.Arrays;
import java.util.Optional;

/// Every setting there is: its key, its default as a person would write it, and what it means.
enum Setting {
    DATA("data", "Directory of the embedded database and the generated keys."),
    BIND("0.0.0.0", "Address on which HTTP, SIP and RTP listen."),
    HTTP_PORT("8080", "Port of the API and its pages."),
    SIP_PORT("5060", "Port of SIP over UDP and TCP."),
    SIP_TLS_PORT("5061", "Port of SIP over TLS."),
    TLS_CERTIFICATE(
            "", "PEM file of the certificate that SIP over TLS shows, and its chain; absent: self-signed, for trials."),
    TLS_KEY(
            "",
            "PEM file of that certificate's key, PKCS #8 without a password; both files are read again when they change."),
    TLS_TRUST("", "PEM file of authorities that SIP over TLS trusts beside those known to Java."),
    RTP_PORTS("16384-32767", "Range of UDP ports for RTP and RTCP; each call takes an even port and the next one."),
    PUBLIC_URL("", "Address under which the internet reaches the API, such as https://chorus.example.com."),
    TWILIO_API_URL(
            "",
            "Where Twilio's REST API is asked, such as http://127.0.0.1:4010; absent: at Twilio, in each account's region."),
    VOXIMPLANT_ACCOUNT_ID("", "Account at Voximplant of the numbers that name none of their own."),
    VOXIMPLANT_API_KEY("", "That account's API key; or set CHORUS_VOXIMPLANT_SERVICE_ACCOUNT."),
    VOXIMPLANT_SERVICE_ACCOUNT("", "JSON file of a service account at Voximplant, in the place of the API key."),
    VOXIMPLANT_API_URL(
            "", "Where Voximplant's management API is asked, such as http://127.0.0.1:4020; absent: at Voximplant."),
    PUBLIC_IP("", "IP address that phones are told to send to; absent: the address the call came in on."),
    DATABASE_URL("", "postgres://user:password@host/database; absent: a PostgreSQL embedded in the data directory."),
    MASTER_KEY("", "Key that seals credentials, 32 bytes in hex or base64; absent: generated into the data directory."),
    ADMIN_KEY("", "16 or more printable characters: the first organization's admin key and the operator's key."),
    PRIVATE_TARGETS("allow", "allow or deny: whether agents and trunks may be at private addresses and use ws://."),
    PRIVATE_WEBHOOKS("deny", "allow or deny: whether webhooks may go to private addresses."),
    MAX_CALLS("2000", "Calls that an organization may have at once, unless its own limit says otherwise."),
    AGENT_TIMEOUT_MS("2000", "Milliseconds an agent's runtime has to accept a call's stream."),
    MEDIA_TIMEOUT_SECONDS(
            "20", "Seconds after which a call ends whose phone should be heard and sends nothing at all; 0: never."),
    DRAIN_SECONDS("15", "Seconds that running calls may go on after the server was told to stop."),
    LADDER_DAYS("30", "Days that the SIP messages of calls are kept, secrets masked; 0 keeps none."),
    DEMO("on", "on or off: whether a fresh database gets the demo organization, agent and number."),
    LOG_LEVEL("info", "error, warn, info or debug.");

    private static final String PREFIX = "CHORUS_";

    private final String standard;
    private final String meaning;

    Setting(String standard, String meaning) {
        this.standard = standard;
        this.meaning = meaning;
    }

    String key() {
        return PREFIX + name();
    }

    String standard() {
        return standard;
    }

    String meaning() {
        return meaning;
    }

    /// Printed as dots wherever settings are listed.
    boolean isSecret() {
        return this == MASTER_KEY || this == ADMIN_KEY || this == VOXIMPLANT_API_KEY || this == DATABASE_URL;
    }

    static Optional<Setting> of(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key().equals(key))
                .findFirst();
    }
}
