package chorus.sip.transport;

import chorus.sip.message.SipMessage;

/// Hears every message as it went over the wire: what admitted sources sent, once it was read, and what we send, each
/// time that it is sent.
///
/// Called on the endpoint's loop: it must not block, and must leave the bytes as they are. It may keep them.
public interface Tap {
    /// Hears nothing.
    Tap NONE = new Tap() {
        @Override
        public void received(SipMessage message, byte[] bytes, Source source) {}

        @Override
        public void sent(String callId, byte[] bytes, Target target) {}
    };

    /// Called before anything is done about the message.
    void received(SipMessage message, byte[] bytes, Source source);

    /// @param callId the message's Call-ID
    void sent(String callId, byte[] bytes, Target target);
}
