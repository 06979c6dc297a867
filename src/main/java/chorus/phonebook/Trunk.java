package chorus.phonebook;

import chorus.secret.Secret;
import java.util.Locale;
import java.util.Optional;

/// How a number hangs on its phone network: one record for each way.
public sealed interface Trunk {
    /// The API's `provider`.
    String provider();

    /// @param authToken          signs what Twilio sends us, and asks its REST API unless there is a key
    /// @param secondaryAuthToken signs too while the account's tokens change places
    /// @param apiKey             asks the REST API in the place of the token
    /// @param region             empty: us1
    record Twilio(
            String accountSid,
            Secret authToken,
            Optional<Secret> secondaryAuthToken,
            Optional<TwilioKey> apiKey,
            Optional<TwilioRegion> region)
            implements Trunk {
        public Twilio(String accountSid, Secret authToken) {
            this(accountSid, authToken, Optional.empty(), Optional.empty(), Optional.empty());
        }

        /// The account as one word: its SID, and its region behind it where it has one, for each region keeps
        /// numbers of its own.
        public String account() {
            return accountSid + region.map(place -> "/" + place.region()).orElse("");
        }

        @Override
        public String provider() {
            return "twilio";
        }
    }

    /// An API key of a Twilio account.
    ///
    /// @param sid `SK` and 32 hexadecimal digits
    record TwilioKey(String sid, Secret secret) {}

    /// Where an account lives, such as `ie1`, and the edge through which it is reached, such as `dublin`.
    record TwilioRegion(String region, String edge) {}

    /// We register to the customer's PBX.
    ///
    /// @param registrar     the API's `sipProxy`; IPv6 without brackets, and names without a dot at their end
    /// @param outboundProxy perhaps with a port, and so IPv6 in brackets
    record SipRegistration(
            String username,
            Secret password,
            String registrar,
            int port,
            Optional<String> outboundProxy,
            Optional<String> authUser,
            Transport transport,
            SipStyle style)
            implements Trunk {
        public SipRegistration {
            registrar = NetworkTarget.plainHost(registrar);
            outboundProxy = outboundProxy.map(NetworkTarget::plainHostAndPort);
        }

        public SipRegistration(
                String username,
                Secret password,
                String registrar,
                int port,
                Optional<String> outboundProxy,
                Optional<String> authUser,
                Transport transport) {
            this(
                    username,
                    password,
                    registrar,
                    port,
                    outboundProxy,
                    authUser,
                    transport,
                    SipStyle.standard(transport, true));
        }

        @Override
        public String provider() {
            return "sip";
        }
    }

    /// The customer's PBX calls us from known addresses.
    ///
    /// @param source the API's `sipIp`: where requests may come from
    /// @param host   the API's `sipProxy`: whom calls are sent to; without one, to the source
    /// @param login  what calls are authenticated with, where the far side asks
    record SipAllowlist(
            AddressRange source,
            Optional<String> host,
            Optional<Login> login,
            int port,
            Transport transport,
            SipStyle style)
            implements Trunk {
        public SipAllowlist {
            host = host.map(NetworkTarget::plainHost);
        }

        public SipAllowlist(AddressRange source, int port, Transport transport, SipStyle style) {
            this(source, Optional.empty(), Optional.empty(), port, transport, style);
        }

        public SipAllowlist(AddressRange source, int port, Transport transport) {
            this(source, port, transport, SipStyle.standard(transport, false));
        }

        /// The host of those that are called.
        public String called() {
            return host.orElseGet(() -> source.first().getHostAddress());
        }

        @Override
        public String provider() {
            return "sip";
        }
    }

    /// A browser that talks to an agent: a line for one call, in no phonebook.
    record Browser() implements Trunk {
        @Override
        public String provider() {
            return "browser";
        }
    }

    /// @param account         absent: the server's own, from its settings
    /// @param applicationName where our scenario lives in the account
    /// @param serverLocation  where Voximplant runs the sessions of our calls out
    /// @param callerId        E.164, whom calls out show in the place of the number itself
    record Voximplant(
            Optional<VoximplantAccount> account,
            Optional<String> applicationName,
            Optional<String> serverLocation,
            Optional<String> callerId)
            implements Trunk {
        /// In the server's own account.
        public Voximplant() {
            this(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        @Override
        public String provider() {
            return "voximplant";
        }
    }

    /// @param authUser the name to log in with, where it is another
    record Login(String username, Secret password, Optional<String> authUser) {
        public String name() {
            return authUser.orElse(username);
        }
    }

    enum Transport {
        UDP,
        TCP,
        TLS;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// The port meant where none is named (RFC 3261 §19.1.2).
        public int standardPort() {
            return this == TLS ? 5061 : 5060;
        }
    }
}
