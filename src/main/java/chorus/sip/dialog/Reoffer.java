package chorus.sip.dialog;

import java.util.Optional;

/// A change of the session that the far side asks for. The first answer counts; safe from any thread.
public interface Reoffer {
    /// The new description; absent when the far side wants an offer of ours, whose answer then comes with
    /// [DialogListener#confirmed].
    Optional<String> offer();

    void accept(String sdp);

    /// Declines the change (usually 488); the session goes on as it was.
    void decline(int code, String phrase);
}
