/// Where a SIP name is served: the servers of a host, found by DNS (RFC 3263).
@NullMarked
package chorus.sip.locate;

import org.jspecify.annotations.NullMarked;
