package chorus.call;

import java.util.Locale;

/// Why a call was not taken. Each is a decision that somebody can read and change.
public enum Refusal implements Ending {
    UNKNOWN_NUMBER(
            Blame.CUSTOMER, "The number dialled is not connected here: add it, or correct what the trunk dials."),
    NUMBER_REMOVED(Blame.CUSTOMER, "The number was removed while the call arrived."),
    ORGANIZATION_INACTIVE(Blame.CUSTOMER, "The organization is not active."),
    BALANCE_EXHAUSTED(Blame.CUSTOMER, "The organization's balance is used up: credit it to take calls again."),
    NO_AGENT_ASSIGNED(Blame.CUSTOMER, "No agent is assigned to the number: set its agentId."),
    AGENT_INACTIVE(Blame.CUSTOMER, "The assigned agent is not active: set isActive to true, or assign another."),
    TOO_MANY_CALLS(Blame.CUSTOMER, "As many calls run as the limit allows."),
    AGENT_UNREACHABLE(Blame.AGENT, "The agent's runtime could not be reached in time."),
    NO_COMMON_ENCRYPTION(
            Blame.CUSTOMER,
            "The far side and the number's sipSrtp do not agree on encrypted sound: change one to fit the other."),
    NO_COMMON_CODEC(
            Blame.CARRIER, "The caller's phone offers no codec we speak: enable PCMU, PCMA or G722 on the trunk."),
    EXTENSION_REQUIRED(
            Blame.CARRIER,
            "The caller's phone requires a SIP extension that is not spoken here: make it optional on the trunk."),
    BAD_REQUEST(Blame.CARRIER, "The call's set-up request could not be understood."),
    EMERGENCY_NUMBER(Blame.CUSTOMER, "Emergency numbers are never dialled from here."),
    PREMIUM_NUMBER(Blame.CUSTOMER, "Premium-rate numbers are never dialled from here."),
    DESTINATION_FORBIDDEN(
            Blame.CUSTOMER,
            "The destination lies outside the number's own country: add its prefix to allowedDestinations of the"
                    + " organization."),
    PROVIDER_CANNOT_DIAL(Blame.US, "Calls cannot be placed through this provider yet."),
    NO_MEDIA_PORT(Blame.US, "No RTP port is free: widen CHORUS_RTP_PORTS."),
    DECLINED(Blame.NOBODY, "The call was ended through the API before it was answered."),
    SERVER_FULL(Blame.US, "The server has as many calls as it can hold."),
    SHUTTING_DOWN(Blame.US, "The server is shutting down and takes no new calls."),
    INTERNAL_ERROR(Blame.US, "Something failed inside the server; the log has the details under the call's id.");

    private final Blame blame;
    private final String sentence;

    Refusal(Blame blame, String sentence) {
        this.blame = blame;
        this.sentence = sentence;
    }

    @Override
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Blame blame() {
        return blame;
    }

    @Override
    public String sentence() {
        return sentence;
    }

    @Override
    public CallState state() {
        return CallState.FAILED;
    }
}
