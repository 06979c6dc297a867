package chorus.provider.twilio;

/// One request to the REST API of an account.
///
/// @param path       behind `/2010-04-01/Accounts/{AccountSid}`, such as `/Calls.json`
/// @param repeatable the same when it is carried out twice, so that it is tried again when nobody knows whether
/// it was
/// @param asAccount  proves itself with the account's token even where there is an API key
record TwilioRequest(Method method, String path, Form form, boolean repeatable, boolean asAccount) {
    enum Method {
        GET,
        POST,
        DELETE
    }

    /// Reads; the form becomes the query.
    static TwilioRequest get(String path, Form query) {
        return new TwilioRequest(Method.GET, path, query, true, false);
    }

    /// Sets fields of what is there already.
    static TwilioRequest update(String path, Form fields) {
        return new TwilioRequest(Method.POST, path, fields, true, false);
    }

    /// Makes something that costs money or rings somewhere: never sent again unless it surely was not carried
    /// out.
    static TwilioRequest create(String path, Form fields) {
        return new TwilioRequest(Method.POST, path, fields, false, false);
    }

    static TwilioRequest delete(String path) {
        return new TwilioRequest(Method.DELETE, path, Form.empty(), true, false);
    }

    /// The same with the account's token, which signs.
    TwilioRequest withToken() {
        return new TwilioRequest(method, path, form, repeatable, true);
    }
}
