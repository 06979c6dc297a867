package chorus.sip.dialog;

import java.time.Duration;

/// How a session is kept alive, as was agreed (RFC 4028).
///
/// @param ours the refreshing is up to us
public record SessionTerms(Duration interval, boolean ours) {}
