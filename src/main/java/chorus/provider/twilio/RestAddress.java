package chorus.provider.twilio;

import chorus.phonebook.Trunk;
import java.net.URI;
import java.util.Optional;

/// Where the REST API of an account is: at Twilio in the account's region, or where the settings say.
///
/// Region and edge both stand in the host's name, `api.dublin.ie1.twilio.com`; without them it is `us1`.
record RestAddress(Optional<URI> instead) {
    private static final String VERSION = "/2010-04-01/Accounts/";

    URI of(Trunk.Twilio account, TwilioRequest request) {
        var query =
                request.method() == TwilioRequest.Method.GET && !request.form().isEmpty()
                        ? "?" + request.form().encoded()
                        : "";
        return URI.create(
                switch (request.service()) {
                    case ACCOUNTS -> host("api", account) + VERSION + account.accountSid() + request.path() + query;
                    case PRICES -> host("pricing", account) + request.path() + query;
                });
    }

    private String host(String service, Trunk.Twilio account) {
        return instead.map(URI::toString)
                .orElseGet(() -> "https://" + service
                        + account.region()
                                .map(place -> "." + place.edge() + "." + place.region())
                                .orElse("") + ".twilio.com");
    }
}
