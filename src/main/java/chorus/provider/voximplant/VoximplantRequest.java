package chorus.provider.voximplant;

import chorus.provider.Form;

/// One request to the management API.
///
/// @param method     such as `GetAccountInfo`
/// @param repeatable the same when it is carried out twice, so that it is tried again when nobody knows whether it was
record VoximplantRequest(String method, Form fields, boolean repeatable) {
    static VoximplantRequest read(String method) {
        return new VoximplantRequest(method, Form.empty(), true);
    }

    /// Sets what is there already to what it should be.
    static VoximplantRequest set(String method) {
        return new VoximplantRequest(method, Form.empty(), true);
    }

    /// Makes something new, or something that costs money: never sent again unless it surely was not carried out.
    static VoximplantRequest make(String method) {
        return new VoximplantRequest(method, Form.empty(), false);
    }

    VoximplantRequest with(String name, String value) {
        return new VoximplantRequest(method, fields.with(name, value), repeatable);
    }
}
