package chorus.agent;

/// What happened on all agents' streams since the start.
///
/// @param opened          streams that opened
/// @param failed          streams that did not
/// @param droppedFrames   sound of callers that was not sent because the agent did not read fast enough
/// @param badMessages     messages of agents that could not be understood
/// @param ignoredMessages messages of agents with an unknown event, for another stream, too early or too many
/// @param binaryMessages  binary messages of agents, which the protocol does not have
public record StreamCounts(
        long opened, long failed, long droppedFrames, long badMessages, long ignoredMessages, long binaryMessages) {}
