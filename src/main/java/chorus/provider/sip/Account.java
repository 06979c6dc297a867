package chorus.provider.sip;

import chorus.phonebook.Trunk.SipRegistration;
import chorus.secret.Secret;
import chorus.sip.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// What makes two numbers one registration: the same registrar, user and credentials, by whatever way they are reached.
///
/// @param registrar in lower case, IPv6 without brackets
/// @param port      0 for the usual one of the transport, which is another for TLS than for UDP and TCP
record Account(String registrar, int port, String username, String authUser, Secret password) {
    private static final int LINE_BYTES = 6;

    static Account of(SipRegistration trunk) {
        var usual = Transport.valueOf(trunk.transport().name()).standardPort();
        return new Account(
                trunk.registrar().toLowerCase(Locale.ROOT).replaceAll("^\\[|]$|\\.$", ""),
                trunk.port() == usual ? 0 : trunk.port(),
                trunk.username(),
                trunk.authUser().orElse(trunk.username()),
                trunk.password());
    }

    /// Whether two trunks of one account reach the registrar the same way.
    static boolean sameWay(SipRegistration one, SipRegistration other) {
        return one.transport() == other.transport()
                && one.port() == other.port()
                && one.outboundProxy().equals(other.outboundProxy());
    }

    /// Whether both bind the same Contact, with credentials of their own.
    boolean sharesBinding(Account other) {
        return registrar.equals(other.registrar) && port == other.port && username.equals(other.username);
    }

    /// What our Contact is called: the user part that tells calls of this account from others.
    ///
    /// It is always the same for a user at a registrar, so that a registration after a crash or with another
    /// password takes the place of the one before instead of standing beside it.
    String line() {
        var named = registrar + "\n" + port + "\n" + username;
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(named.getBytes(StandardCharsets.UTF_8));
            return "line-" + HexFormat.of().formatHex(hash, 0, LINE_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }
}
