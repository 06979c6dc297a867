package chorus.provider.sip;

import chorus.phonebook.Trunk;
import chorus.phonebook.Trunk.SipRegistration;
import chorus.secret.Secret;
import java.util.Optional;

/// What makes two numbers one registration: the same registrar, way there, user and credentials.
record Account(
        String registrar,
        int port,
        Trunk.Transport transport,
        String username,
        Optional<String> authUser,
        Secret password,
        Optional<String> outboundProxy) {
    static Account of(SipRegistration trunk) {
        return new Account(
                trunk.registrar(),
                trunk.port(),
                trunk.transport(),
                trunk.username(),
                trunk.authUser(),
                trunk.password(),
                trunk.outboundProxy());
    }
}
