/// A small PBX that a person can run: registrar, trunk and telephones on UDP. Shares no code with the product but its
/// voice.
/// May use: agent.builtin (for the voice), fake.
@NullMarked
package chorus.fake.pbx;

import org.jspecify.annotations.NullMarked;
