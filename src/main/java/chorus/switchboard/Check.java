package chorus.switchboard;

import chorus.call.DecisionTrace;
import chorus.call.Refusal;
import chorus.phonebook.PhoneNumbers.Listing;
import java.util.Optional;

/// One question asked of every call before anything is spent on it.
interface Check {
    Finding look(Listing listing);

    /// What was asked, against what, what was there, and whether it turns the call away.
    record Finding(String check, String against, String found, Optional<Refusal> refusal) {
        static Finding passed(String check, String against, String found) {
            return new Finding(check, against, found, Optional.empty());
        }

        static Finding refused(String check, String against, String found, Refusal refusal) {
            return new Finding(check, against, found, Optional.of(refusal));
        }

        /// Writes itself into the call's story.
        void tell(DecisionTrace trace) {
            if (refusal.isPresent()) {
                trace.refused(check, against, found);
            } else {
                trace.passed(check, against, found);
            }
        }
    }
}
