package chorus.switchboard;

import chorus.call.EndReason;

/// How a conversation came to its end.
///
/// @param detail one sentence of facts for the trace; may be empty
record Conclusion(EndReason reason, String detail) {}
