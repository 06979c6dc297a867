package chorus.provider.twilio;

import chorus.call.Refusal;

/// How a refusal is told to Twilio: as a busy line, or as a call turned away. Neither is answered nor billed.
final class TwilioRefusals {
    private TwilioRefusals() {}

    static TwiML of(Refusal refusal) {
        return TwiML.response().reject(isBusy(refusal));
    }

    private static boolean isBusy(Refusal refusal) {
        return switch (refusal) {
            case TOO_MANY_CALLS, SERVER_FULL, SHUTTING_DOWN, NO_MEDIA_PORT -> true;
            case UNKNOWN_NUMBER,
                    NUMBER_REMOVED,
                    ORGANIZATION_INACTIVE,
                    BALANCE_EXHAUSTED,
                    NO_AGENT_ASSIGNED,
                    AGENT_INACTIVE,
                    AGENT_UNREACHABLE,
                    NO_COMMON_ENCRYPTION,
                    NO_COMMON_CODEC,
                    EXTENSION_REQUIRED,
                    BAD_REQUEST,
                    EMERGENCY_NUMBER,
                    PREMIUM_NUMBER,
                    DESTINATION_FORBIDDEN,
                    PROVIDER_CANNOT_DIAL,
                    DECLINED,
                    INTERNAL_ERROR -> false;
        };
    }
}
