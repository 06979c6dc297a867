package chorus.provider;

import chorus.call.Refusal;

/// The SIP answer of each refusal; `docs/decisions/0001` says why each.
public final class SipRefusals {

    private static final int RETRY_SECONDS = 10;

    private SipRefusals() {}

    /// @param retryAfter seconds; 0 for none
    public record Response(int code, String phrase, int retryAfter) {}

    public static Response of(Refusal refusal) {
        return switch (refusal) {
            case UNKNOWN_NUMBER, NUMBER_REMOVED -> now(404, "Not Found");
            case ORGANIZATION_INACTIVE, EMERGENCY_NUMBER, PREMIUM_NUMBER, DESTINATION_FORBIDDEN ->
                now(403, "Forbidden");
            case BALANCE_EXHAUSTED -> now(402, "Payment Required");
            case NO_AGENT_ASSIGNED, AGENT_INACTIVE, AGENT_UNREACHABLE -> now(480, "Temporarily Unavailable");
            case TOO_MANY_CALLS -> now(486, "Busy Here");
            case NO_COMMON_CODEC, NO_COMMON_ENCRYPTION -> now(488, "Not Acceptable Here");
            case EXTENSION_REQUIRED -> now(420, "Bad Extension");
            case BAD_REQUEST -> now(400, "Bad Request");
            case DECLINED -> now(603, "Decline");
            case NO_MEDIA_PORT, SERVER_FULL, SHUTTING_DOWN -> new Response(503, "Service Unavailable", RETRY_SECONDS);
            case PROVIDER_CANNOT_DIAL -> now(501, "Not Implemented");
            case INTERNAL_ERROR -> now(500, "Server Internal Error");
        };
    }

    private static Response now(int code, String phrase) {
        return new Response(code, phrase, 0);
    }
}
