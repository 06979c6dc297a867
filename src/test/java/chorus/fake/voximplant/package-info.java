/// Voximplant as its customers' servers see it: the management API, the cloud that runs scenarios, and the people on
/// the telephone. A character for tests, and the lab of `./chorus lab voximplant`.
@NullMarked
package chorus.fake.voximplant;

import org.jspecify.annotations.NullMarked;
