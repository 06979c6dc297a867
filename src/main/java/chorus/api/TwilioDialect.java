package chorus.api;

import chorus.call.CallRecord;
import chorus.call.CallState;
import chorus.call.TransferType;
import chorus.phonebook.ApiKey;
import chorus.phonebook.Organization;
import chorus.switchboard.CallControl;
import chorus.web.Door;
import chorus.web.Reply;
import chorus.web.Visit;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// One call as a resource of Twilio's API, so that an agent framework written for Twilio hangs up and transfers calls
/// of every provider: `GET` and `POST /2010-04-01/Accounts/{AC…}/Calls/{CA…}.json`.
///
/// Who asks is the organization, by its account id and one of its API keys.
final class TwilioDialect implements Door {
    private static final Pattern PATH =
            Pattern.compile("/2010-04-01/Accounts/(AC[0-9a-f]{32})/Calls/(CA[0-9a-f]{32})(?:\\.json)?");
    private static final int MOST_FIELDS = 100;

    private final ApiParts parts;
    private final Gate gate;
    private final Audit audit;

    TwilioDialect(ApiParts parts, Gate gate, Audit audit) {
        this.parts = parts;
        this.gate = gate;
        this.audit = audit;
    }

    @Override
    public String prefix() {
        return "/2010-04-01/";
    }

    @Override
    public Welcome welcome(Visit visit) {
        return new Welcome.Refused(notFound(visit));
    }

    @Override
    public Reply answer(Visit visit) {
        var path = PATH.matcher(visit.path());
        if (!path.matches()) {
            return notFound(visit);
        }
        var writes = visit.method().equals("POST");
        if (!writes && !visit.method().equals("GET")) {
            return error(405, 20004, "Method not allowed: GET and POST are.");
        }
        var account = path.group(1);
        var credentials = visit.header("authorization").flatMap(BasicCredentials::of);
        return switch (admit(credentials, visit.address(), writes)) {
            case Gate.Verdict.Refused(var answer) -> refused(answer);
            case Gate.Verdict.Admitted(var key) ->
                !isAccountOf(key, account, credentials.map(BasicCredentials::name))
                        ? error(401, 20003, "The account is not that of the API key.")
                        : call(key, path.group(2))
                                .map(call -> writes ? change(key, account, call, visit) : shown(call, account))
                                .orElseGet(() -> notFound(visit));
        };
    }

    private Gate.Verdict admit(Optional<BasicCredentials> credentials, String address, boolean writes) {
        var needed = writes ? Operation.Needed.MEMBER : Operation.Needed.READ_ONLY;
        return credentials
                .map(given -> gate.admit(given.password(), address, needed))
                .orElseGet(() -> new Gate.Verdict.Refused(
                        Answer.error(401, "Send the account id and an API key as Basic credentials.")));
    }

    /// The account stands in the path and before the key; both must be the key's own.
    private boolean isAccountOf(ApiKey key, String account, Optional<String> named) {
        return parts.organizations()
                .find(key.organizationId())
                .map(Organization::accountSid)
                .filter(account::equals)
                .equals(named);
    }

    private Optional<CallRecord> call(ApiKey key, String callSid) {
        return parts.calls().findBySid(key.organizationId(), callSid);
    }

    private Reply change(ApiKey key, String account, CallRecord call, Visit visit) {
        var reply = ordered(key, account, call, visit);
        if (reply.status() < 400) {
            var fields = String.join(", ", new TreeSet<>(form(visit).keySet()));
            var id = Optional.of(call.call().id().toString());
            audit.note(key, "updateTwilioCall", id, fields, reply.status(), visit.address());
        }
        return reply;
    }

    private Reply ordered(ApiKey key, String account, CallRecord call, Visit visit) {
        var form = form(visit);
        var status = form.getOrDefault("Status", List.of());
        var twiml = form.getOrDefault("Twiml", List.of());
        if (form.containsKey("Url") || status.size() + twiml.size() != 1) {
            return error(
                    400, 20001, "Send either Status=completed, Status=canceled or Twiml; a Url is not fetched here.");
        }
        return status.isEmpty()
                ? redirect(key, account, call, twiml.getFirst())
                : end(key, account, call, status.getFirst());
    }

    private Reply end(ApiKey key, String account, CallRecord call, String status) {
        var answered = call.state() == CallState.IN_PROGRESS;
        return switch (status) {
            case "completed" -> hangUp(key, account, call);
            case "canceled" ->
                answered
                        ? error(400, 21220, "The call was answered: it can be completed.")
                        : hangUp(key, account, call);
            default -> error(400, 20001, "Status must be completed or canceled.");
        };
    }

    /// A call that is over is not found, as frameworks expect who hang up what the caller has hung up.
    private Reply hangUp(ApiKey key, String account, CallRecord call) {
        return parts.control().hangUp(key.organizationId(), call.call().id())
                ? shown(call(key, call.call().callSid()).orElse(call), account)
                : error(404, 20404, "The call is over already.");
    }

    private Reply redirect(ApiKey key, String account, CallRecord call, String twiml) {
        return switch (TwimlOrder.read(twiml)) {
            case TwimlOrder.HangUp() -> hangUp(key, account, call);
            case TwimlOrder.Unfit(var code, var why) -> error(400, code, why);
            case TwimlOrder.Dial(var to) ->
                Targets.isDialable(to)
                        ? transfer(key, account, call, to)
                        : error(400, 21211, "<Dial> " + Targets.FORMS + ".");
        };
    }

    private Reply transfer(ApiKey key, String account, CallRecord call, String to) {
        if (call.state() != CallState.IN_PROGRESS) {
            return error(400, 21220, "Call is not in-progress. Cannot redirect.");
        }
        return switch (parts.control()
                .transfer(key.organizationId(), call.call().id(), to, TransferType.BLIND)) {
            case CallControl.Ordering.Ordered() -> shown(call, account);
            case CallControl.Ordering.Barred(var refusal) -> error(403, 21215, refusal.sentence());
            case CallControl.Ordering.Impossible(var why) -> error(400, 21220, why);
        };
    }

    private static Map<String, List<String>> form(Visit visit) {
        var body = visit.body().toString(StandardCharsets.UTF_8);
        try {
            return new QueryStringDecoder(body, StandardCharsets.UTF_8, false, MOST_FIELDS).parameters();
        } catch (IllegalArgumentException brokenEscape) {
            return Map.of();
        }
    }

    private static Reply shown(CallRecord call, String account) {
        return json(200, TwilioCallView.of(call, account));
    }

    private static Reply refused(Answer answer) {
        var code = answer.status() == 429 ? 20429 : 20003;
        var said = answer.body().map(body -> body.get("error")).map(Object::toString);
        return error(answer.status(), code, said.orElse("Authenticate"));
    }

    private static Reply notFound(Visit visit) {
        return error(404, 20404, "The requested resource " + visit.path() + " was not found");
    }

    private static Reply error(int status, int code, String message) {
        var body = new LinkedHashMap<String, Object>();
        body.put("code", code);
        body.put("message", message);
        body.put("more_info", "https://www.twilio.com/docs/errors/" + code);
        body.put("status", status);
        return json(status, body);
    }

    private static Reply json(int status, Map<String, Object> body) {
        return new Reply(
                status, "application/json; charset=utf-8", new String(Json.write(body), StandardCharsets.UTF_8));
    }
}
