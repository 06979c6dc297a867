package chorus.system;

import chorus.TestServer;
import java.util.UUID;

/// A whole server on one of the phone networks that it serves, with one number there.
interface PhoneNetwork extends AutoCloseable {
    String NUMBER = "+12025550100";

    /// Who answers when called from the number.
    String FRIEND = "+12025550171";

    TestServer server();

    /// The number, connected; its id.
    ///
    /// @param agentId as JSON
    UUID number(String agentId);

    /// Somebody calls the number.
    Party rings();

    /// The friend, who was called from the number and answers.
    Party friend();

    /// Somebody who is busy when called.
    String busy();

    @Override
    void close();

    /// Somebody at a telephone of that network.
    interface Party {
        /// Says something, as soon as the call is answered.
        void speaks();

        void presses(String keys);

        byte[] heard();

        void hangsUp();

        /// Whether the call is not there, or there no longer.
        boolean isGone();
    }
}
