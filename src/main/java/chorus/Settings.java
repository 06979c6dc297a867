package chorus;

import chorus.phonebook.VoximplantAccount;
import chorus.secret.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// How this instance is set up.
///
/// @param databaseUrl empty: the embedded database
/// @param masterKey   empty: generated into the data directory
/// @param twilioApiUrl empty: Twilio itself
/// @param ladders     how long the SIP messages of calls are kept; zero for not at all
record Settings(
        Path data,
        InetAddress bind,
        int httpPort,
        int sipPort,
        Tls tls,
        PortRange rtpPorts,
        Optional<URI> publicUrl,
        Optional<URI> twilioApiUrl,
        Voximplant voximplant,
        Optional<InetAddress> publicIp,
        Optional<Secret> databaseUrl,
        Optional<Secret> masterKey,
        Optional<Secret> adminKey,
        boolean privateTargetsAllowed,
        boolean privateWebhooksAllowed,
        int maxCalls,
        Duration agentTimeout,
        Duration mediaTimeout,
        Duration drain,
        Duration ladders,
        boolean demo,
        String logLevel) {

    /// @param account what numbers without an account of their own use
    /// @param apiUrl  empty: Voximplant itself
    record Voximplant(Optional<VoximplantAccount> account, Optional<URI> apiUrl) {}

    record PortRange(int first, int last) {}

    /// SIP over TLS.
    ///
    /// @param files empty: a self-signed certificate is made
    /// @param trust authorities trusted beside those of the JDK
    record Tls(int port, Optional<TlsFiles> files, Optional<Path> trust) {}

    record TlsFiles(Path certificate, Path key) {}

    static Settings read(Map<String, String> environment) {
        var text = new SettingsReader(SettingsSource.collect(environment));
        return new Settings(
                Path.of(text.of(Setting.DATA)).toAbsolutePath(),
                text.address(Setting.BIND),
                text.port(Setting.HTTP_PORT),
                text.port(Setting.SIP_PORT),
                tls(text),
                text.portRange(Setting.RTP_PORTS),
                text.optional(Setting.PUBLIC_URL).map(_ -> text.httpUrl(Setting.PUBLIC_URL)),
                text.optional(Setting.TWILIO_API_URL).map(_ -> text.httpUrlWithPath(Setting.TWILIO_API_URL)),
                new Voximplant(
                        VoximplantSettings.account(text),
                        text.optional(Setting.VOXIMPLANT_API_URL)
                                .map(_ -> text.httpUrlWithPath(Setting.VOXIMPLANT_API_URL))),
                text.optional(Setting.PUBLIC_IP).map(_ -> text.address(Setting.PUBLIC_IP)),
                text.optional(Setting.DATABASE_URL).map(Secret::of),
                text.optional(Setting.MASTER_KEY).map(Secret::of),
                text.optional(Setting.ADMIN_KEY).map(_ -> text.adminKey(Setting.ADMIN_KEY)),
                text.oneOf(Setting.PRIVATE_TARGETS, "allow", "deny").equals("allow"),
                text.oneOf(Setting.PRIVATE_WEBHOOKS, "allow", "deny").equals("allow"),
                text.number(Setting.MAX_CALLS, 1, 100_000),
                Duration.ofMillis(text.number(Setting.AGENT_TIMEOUT_MS, 100, 30_000)),
                Duration.ofSeconds(text.number(Setting.MEDIA_TIMEOUT_SECONDS, 0, 3600)),
                Duration.ofSeconds(text.number(Setting.DRAIN_SECONDS, 0, 3600)),
                Duration.ofDays(text.number(Setting.LADDER_DAYS, 0, 3650)),
                text.oneOf(Setting.DEMO, "on", "off").equals("on"),
                text.oneOf(Setting.LOG_LEVEL, "error", "warn", "info", "debug"));
    }

    private static Tls tls(SettingsReader text) {
        var certificate = text.optional(Setting.TLS_CERTIFICATE);
        var key = text.optional(Setting.TLS_KEY);
        if (certificate.isPresent() != key.isPresent()) {
            throw new SettingsException(
                    "Set both of " + Setting.TLS_CERTIFICATE.key() + " and " + Setting.TLS_KEY.key() + ", or neither.");
        }
        var files = certificate.flatMap(one -> key.map(other -> new TlsFiles(Path.of(one), Path.of(other))));
        return new Tls(
                text.port(Setting.SIP_TLS_PORT),
                files,
                text.optional(Setting.TLS_TRUST).map(Path::of));
    }
}
