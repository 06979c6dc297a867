package chorus.phonebook;

import chorus.secret.Secret;
import java.util.Locale;
import java.util.Optional;

/// How a number hangs on its phone network: one record for each way.
public sealed interface Trunk {
    /// The API's `provider`.
    String provider();

    record Twilio(String accountSid, Secret authToken) implements Trunk {
        @Override
        public String provider() {
            return "twilio";
        }
    }

    /// We register to the customer's PBX.
    ///
    /// @param registrar the API's `sipProxy`
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
    /// @param source the API's `sipIp`: where requests may come from and calls are sent to
    record SipAllowlist(AddressRange source, int port, Transport transport, SipStyle style) implements Trunk {
        public SipAllowlist(AddressRange source, int port, Transport transport) {
            this(source, port, transport, SipStyle.standard(transport, false));
        }

        @Override
        public String provider() {
            return "sip";
        }
    }

    record Voximplant() implements Trunk {
        @Override
        public String provider() {
            return "voximplant";
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
