package chorus.provider.twilio;

import chorus.provider.Form;
/// One request to the REST API of an account.
///
/// @param path       such as `/Calls.json`
/// @param repeatable the same when it is carried out twice, so that it is tried again when nobody knows whether
/// it was
/// @param asAccount  proves itself with the account's token even where there is an API key

record TwilioRequest(Method method, Service service, String path, Form form, boolean repeatable, boolean asAccount) {
    /// Which of Twilio's APIs, each with a host of its own.
    enum Service {
        /// Paths are behind `/2010-04-01/Accounts/{AccountSid}`.
        ACCOUNTS,
        /// Paths are whole.
        PRICES
    }

    enum Method {
        GET,
        POST,
        DELETE
    }

    /// Reads; the form becomes the query.
    static TwilioRequest get(String path, Form query) {
        return new TwilioRequest(Method.GET, Service.ACCOUNTS, path, query, true, false);
    }

    /// What numbers cost in a country.
    static TwilioRequest prices(String country) {
        var path = "/v1/PhoneNumbers/Countries/" + country;
        return new TwilioRequest(Method.GET, Service.PRICES, path, Form.empty(), true, false);
    }

    /// Sets fields of what is there already.
    static TwilioRequest update(String path, Form fields) {
        return new TwilioRequest(Method.POST, Service.ACCOUNTS, path, fields, true, false);
    }

    /// Makes something that costs money or rings somewhere: never sent again unless it surely was not carried
    /// out.
    static TwilioRequest create(String path, Form fields) {
        return new TwilioRequest(Method.POST, Service.ACCOUNTS, path, fields, false, false);
    }

    static TwilioRequest delete(String path) {
        return new TwilioRequest(Method.DELETE, Service.ACCOUNTS, path, Form.empty(), true, false);
    }

    /// The same with the account's token, which signs.
    TwilioRequest withToken() {
        return new TwilioRequest(method, service, path, form, repeatable, true);
    }
}
