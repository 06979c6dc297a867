package chorus.sip.dialog;

import java.util.Optional;

/// Hears what becomes of an offer of ours inside a call.
@FunctionalInterface
public interface OfferListener {
    /// @param status 0 where nobody answered
    /// @param sdp    theirs; empty where it was refused
    void answered(int status, String phrase, Optional<String> sdp);
}
