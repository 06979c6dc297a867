package chorus.doctor;

import chorus.call.EndReason;
import chorus.call.Ending;
import chorus.call.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What to change so that a call does not end like this again: for every ending, refined by what the call found.
final class Advice {
    private Advice() {}

    /// Sentences, the most useful first; none when nothing has to change.
    static List<String> on(Ending ending, Evidence evidence) {
        return switch (ending) {
            case Refusal refusal -> on(refusal, evidence);
            case EndReason reason -> on(reason, evidence);
        };
    }

    @SuppressWarnings("checkstyle:MethodLength") // A line or two for each refusal.
    private static List<String> on(Refusal refusal, Evidence evidence) {
        return switch (refusal) {
            case UNKNOWN_NUMBER -> NumberAdvice.unknown(evidence);
            case NUMBER_REMOVED ->
                List.of("Add the number again, or let the trunk no longer send its calls here: " + own(evidence)
                        + " was deleted.");
            case ORGANIZATION_INACTIVE ->
                List.of("The operator sets `active` of the organization to true: PATCH /v1/organizations/"
                        + organization(evidence) + ".");
            case BALANCE_EXHAUSTED ->
                List.of("Credit the organization, whose balance is " + evidence.found("balance sufficient")
                        + ": POST /v1/organizations/" + organization(evidence) + "/credits with the operator's key.");
            case NO_AGENT_ASSIGNED ->
                List.of("Assign an agent: set `agentId` by PATCH /v1/phone-numbers/" + number(evidence) + ".");
            case AGENT_INACTIVE ->
                List.of("Set `isActive` to true by PATCH /v1/agents/" + agent(evidence)
                        + ", or assign another agent to the number.");
            case TOO_MANY_CALLS -> tooMany(evidence);
            case AGENT_UNREACHABLE -> AgentAdvice.unreachable(evidence);
            case NO_COMMON_CODEC -> MediaAdvice.noCommonCodec(evidence);
            case NO_COMMON_ENCRYPTION ->
                List.of("Make `sipSrtp` of the number and the encryption of the far side agree: "
                        + sentence(evidence.refusedFor()));
            case EXTENSION_REQUIRED ->
                List.of("Make the SIP extension optional on the far side's trunk: " + sentence(evidence.refusedFor()));
            case BAD_REQUEST -> List.of("Correct what the far side sends: " + sentence(evidence.refusedFor()));
            case EMERGENCY_NUMBER ->
                List.of("Nothing here: let people dial emergency numbers from a telephone, not through an agent.");
            case PREMIUM_NUMBER ->
                List.of("Dial another number: " + sentence(evidence.refusedFor()) + " No setting allows it.");
            case DESTINATION_FORBIDDEN ->
                List.of(
                        "Write `to` as E.164, and if it is abroad on purpose, add its prefix to `allowedDestinations` of"
                                + " the organization; allowed now: "
                                + evidence.step("destination allowed")
                                        .map(step -> step.against())
                                        .orElse("nothing abroad")
                                + ".");
            case PROVIDER_CANNOT_DIAL -> List.of("Call from a number of provider `sip`.");
            case NO_MEDIA_PORT -> List.of("Widen CHORUS_RTP_PORTS: each call takes two ports, and all were taken.");
            case SERVER_FULL ->
                List.of("Spread the calls over several servers, or let fewer come at once: the server was full.");
            case DECLINED -> List.of();
            case SHUTTING_DOWN ->
                List.of("Call again once the server is up; let the trunk try a second one meanwhile.");
            case INTERNAL_ERROR -> fault(evidence);
        };
    }

    @SuppressWarnings("checkstyle:MethodLength") // A line or two for each ending.
    private static List<String> on(EndReason reason, Evidence evidence) {
        return switch (reason) {
            case CALLER_HUNG_UP, CALLEE_HUNG_UP, AGENT_HUNG_UP, API_HUNG_UP -> MediaAdvice.oneWay(evidence);
            case CALLER_CANCELED, TRANSFERRED, OUTBOUND_CANCELED, CALLEE_BUSY, CALLEE_DECLINED -> List.of();
            case CALLEE_NO_ANSWER ->
                List.of(
                        "Nothing, if people just did not answer; to let it ring longer, raise `ringTimeoutSeconds` of the"
                                + " number.");
            case TIME_LIMIT ->
                List.of("Raise `maxCallDurationSeconds` of the agent, if the call was to last longer: PATCH /v1/agents/"
                        + agent(evidence) + ".");
            case AGENT_LOST ->
                List.of("Look into the agent's own log at the end of this call: "
                        + sentence(evidence.found("conversation ended")));
            case ANSWER_UNCONFIRMED -> TrunkAdvice.unconfirmed(evidence);
            case SIGNALLING_FAILED, SESSION_EXPIRED -> TrunkAdvice.lost(evidence);
            case MEDIA_LOST -> MediaAdvice.silent(evidence);
            case BALANCE_SPENT ->
                List.of("Credit the organization: POST /v1/organizations/" + organization(evidence)
                        + "/credits with the operator's key.");
            case DESTINATION_REFUSED -> TrunkAdvice.refused(evidence);
            case DESTINATION_UNKNOWN -> TrunkAdvice.unknownDestination(evidence);
            case NETWORK_UNREACHABLE -> TrunkAdvice.unreachable(evidence);
            case NETWORK_FAILED -> TrunkAdvice.failed(evidence);
            case CREDENTIALS_REJECTED -> TrunkAdvice.credentials(evidence);
            case SHUT_DOWN ->
                List.of(
                        "Nothing in the set-up: the server was stopped. CHORUS_DRAIN_SECONDS says how long it lets calls"
                                + " go on.");
            case SERVER_LOST ->
                List.of("Find in the server's log why it stopped, and run it under something that starts it again.");
            case INTERNAL_FAILURE -> fault(evidence);
        };
    }

    private static List<String> tooMany(Evidence evidence) {
        var full = evidence.found("concurrent calls");
        return full.isEmpty()
                ? List.of("Place fewer calls at once, or raise `callsPerSecond` and `maxConcurrentCalls`: "
                        + sentence(evidence.refusedFor()))
                : List.of("Raise `maxConcurrentCalls` of the organization or of the number: " + sentence(full));
    }

    private static List<String> fault(Evidence evidence) {
        return List.of("Report this as a defect, with what the server's log has under "
                + evidence.call().call().id() + ".");
    }

    private static String own(Evidence evidence) {
        return evidence.call().call().ownNumber();
    }

    private static UUID organization(Evidence evidence) {
        return evidence.call().call().organizationId();
    }

    private static String number(Evidence evidence) {
        return id(evidence.call().call().phoneNumberId());
    }

    private static String agent(Evidence evidence) {
        return id(evidence.call().call().agentId());
    }

    private static String id(Optional<UUID> id) {
        return id.map(UUID::toString).orElse("{id}");
    }

    /// With a full stop behind it.
    static String sentence(String text) {
        var bare = text.strip();
        return bare.isEmpty() || bare.endsWith(".") || bare.endsWith("…") ? bare : bare + ".";
    }
}
