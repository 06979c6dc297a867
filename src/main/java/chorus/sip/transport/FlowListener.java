package chorus.sip.transport;

/// Who wants to know that a flow does not live any more. Called on the endpoint's loop, once at most.
@FunctionalInterface
public interface FlowListener {
    /// @param why a sentence
    void broken(String why);
}
