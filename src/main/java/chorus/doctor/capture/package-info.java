/// The first INVITE of a recording of the network (pcap, pcapng), read by a small reader of our own.
///
/// May use: nothing of ours.
@NullMarked
package chorus.doctor.capture;

import org.jspecify.annotations.NullMarked;
