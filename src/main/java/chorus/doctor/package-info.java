/// Why a call went as it went, and what to change: read from its record, its decision trace and its SIP messages.
///
/// May use: call, phonebook.
@NullMarked
package chorus.doctor;

import org.jspecify.annotations.NullMarked;
