package chorus.webhook;

import java.util.List;

/// What is posted.
///
/// @param headers whole lines
@SuppressWarnings("ArrayRecordComponent")
record Letter(List<String> headers, byte[] body) {}
