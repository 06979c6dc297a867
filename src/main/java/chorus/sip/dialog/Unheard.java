package chorus.sip.dialog;

import chorus.sip.message.SipRequest;
import java.util.Optional;

/// The listener of a dialog that nobody wants: an answer too many, or too late.
enum Unheard implements DialogListener {
    NOBODY;

    @Override
    public void confirmed(Optional<String> answer) {}

    @Override
    public void reoffered(Reoffer reoffer) {
        reoffer.decline(488, "Not Acceptable Here");
    }

    @Override
    public void renewed(String sdp) {}

    @Override
    public void informed(SipRequest info) {}

    @Override
    public void ended(Ended ended) {}
}
