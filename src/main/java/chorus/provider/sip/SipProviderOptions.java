package chorus.provider.sip;

import chorus.sip.SipOptions;

/// How SIP is spoken here.
///
/// @param mediaLoops how many loops calls are spread over
public record SipProviderOptions(SipOptions sip, int mediaLoops) {
    public SipProviderOptions {
        if (mediaLoops < 1) {
            throw new IllegalArgumentException("Calls need at least one media loop.");
        }
    }
}
