package chorus.api;

import chorus.call.CallRecord;
import chorus.call.CallState;
import chorus.call.Refusal;
import chorus.call.TransferType;
import chorus.phonebook.FieldProblem;
import chorus.switchboard.CallControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Calls: placed, read, ended.
final class CallActions {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z0-9_]{1,64}");

    private static final Pattern DIGITS = Pattern.compile("[0-9*#A-D]{1,64}");

    private final ApiParts parts;

    CallActions(ApiParts parts) {
        this.parts = parts;
    }

    Map<String, Action> all() {
        return Map.of(
                "createCall", this::create,
                "getCall", this::get,
                "hangUpCall", this::hangUp,
                "transferCall", this::transfer,
                "sendDtmf", this::press);
    }

    private Answer create(Request request) {
        var problems = problems(request);
        if (!problems.isEmpty()) {
            return Answer.invalid(problems);
        }
        return Sizes.check(request.body(), "contextVariables", "metadata").orElseGet(() -> place(request));
    }

    private List<FieldProblem> problems(Request request) {
        var problems = new ArrayList<FieldProblem>();
        problemOfTo(request).ifPresent(why -> problems.add(new FieldProblem("to", why)));
        problems.addAll(CallHeaders.problems(request.object("headers")));
        if (!request.object("contextVariables").keySet().stream()
                .allMatch(name -> VARIABLE.matcher(name).matches())) {
            problems.add(new FieldProblem(
                    "contextVariables", "must have names of at most 64 letters, digits and underscores"));
        }
        return problems;
    }

    private Optional<String> problemOfTo(Request request) {
        var to = request.field("to").orElse("");
        if (Targets.isE164(to)) {
            return Optional.empty();
        }
        if (!Targets.isDialable(to)) {
            return Optional.of(Targets.FORMS);
        }
        return parts.numbers()
                .find(
                        request.organization(),
                        UUID.fromString(request.field("phoneNumberId").orElseThrow()))
                .map(number -> number.trunk().provider())
                .filter(provider -> !provider.equals("sip"))
                .map(provider -> "must be E.164, such as +14155550123: extensions are called from numbers of provider"
                        + " sip, and this one is of " + provider);
    }

    private Answer place(Request request) {
        var order = new CallControl.Order(
                request.organization(),
                UUID.fromString(request.field("agentId").orElseThrow()),
                UUID.fromString(request.field("phoneNumberId").orElseThrow()),
                request.field("to").orElseThrow(),
                request.object("contextVariables"),
                request.object("metadata"),
                CallHeaders.of(request.object("headers")),
                Boolean.TRUE.equals(request.body().get("detectMachine")));
        return switch (parts.control().place(order)) {
            case CallControl.Placing.Placed placed -> Answer.created(view(placed.call()));
            case CallControl.Placing.NotFound missing ->
                Answer.error(
                        404, "The call was not placed.", List.of(new FieldProblem(missing.field(), missing.message())));
            case CallControl.Placing.Refused refused -> refused(refused.call(), refused.refusal());
        };
    }

    private static Answer refused(CallRecord call, Refusal refusal) {
        var provider = call.call().provider();
        var cannotDial = refusal == Refusal.PROVIDER_CANNOT_DIAL;
        var sentence =
                cannotDial ? "Calls cannot be placed through provider " + provider + " yet." : refusal.sentence();
        var details = cannotDial
                ? List.of(new FieldProblem(
                        "phoneNumberId", "is a number of provider " + provider + ", which cannot place calls yet"))
                : List.<FieldProblem>of();
        return Answer.error(status(refusal), sentence, details)
                .saying("callId", call.call().id().toString());
    }

    private Map<String, Object> view(CallRecord call) {
        var serving = parts.calls()
                .transfersOf(call.call().organizationId(), List.of(call.call().id()));
        return CallView.of(call, queuePosition(parts, call), serving);
    }

    static OptionalInt queuePosition(ApiParts parts, CallRecord call) {
        return call.state() == CallState.QUEUED
                ? parts.control().queuePosition(call.call().id())
                : OptionalInt.empty();
    }

    private static int status(Refusal refusal) {
        return switch (refusal) {
            case BALANCE_EXHAUSTED -> 402;
            case EMERGENCY_NUMBER, PREMIUM_NUMBER, DESTINATION_FORBIDDEN -> 403;
            case UNKNOWN_NUMBER, NUMBER_REMOVED -> 404;
            case ORGANIZATION_INACTIVE, NO_AGENT_ASSIGNED, AGENT_INACTIVE, DECLINED -> 409;
            case TOO_MANY_CALLS -> 429;
            case INTERNAL_ERROR -> 500;
            case PROVIDER_CANNOT_DIAL -> 501;
            case AGENT_UNREACHABLE, NO_COMMON_CODEC, NO_COMMON_ENCRYPTION, EXTENSION_REQUIRED, BAD_REQUEST -> 502;
            case NO_MEDIA_PORT, SERVER_FULL, SHUTTING_DOWN -> 503;
        };
    }

    private Answer get(Request request) {
        return parts.calls()
                .find(request.organization(), request.id())
                .map(call -> Answer.ok(view(call)))
                .orElseGet(() -> Answer.notFound("call"));
    }

    private Answer hangUp(Request request) {
        return running(request, call -> hangUp(request, call));
    }

    private Answer transfer(Request request) {
        var to = request.field("to").orElse("");
        if (!Targets.isDialable(to)) {
            return Answer.invalid(List.of(new FieldProblem("to", Targets.FORMS)));
        }
        return running(request, call -> transfer(request, call, to));
    }

    private Answer transfer(Request request, CallRecord call, String to) {
        var type = TransferType.valueOf(
                request.field("type").orElse(TransferType.BLIND.code()).toUpperCase(Locale.ROOT));
        return switch (parts.control().transfer(request.organization(), request.id(), to, type)) {
            case CallControl.Ordering.Ordered() -> accepted(request, call);
            case CallControl.Ordering.Barred(var refusal) -> Answer.error(status(refusal), refusal.sentence());
            case CallControl.Ordering.Impossible(var why) -> Answer.error(409, why);
        };
    }

    private Answer press(Request request) {
        var digits = request.field("digits").orElse("");
        if (!DIGITS.matcher(digits).matches()) {
            return Answer.invalid(List.of(new FieldProblem("digits", "must be 1 to 64 of 0-9, *, # and A-D")));
        }
        return running(
                request,
                call -> parts.control().sendDigits(request.organization(), request.id(), digits)
                        ? accepted(request, call)
                        : Answer.error(409, "Nobody talks in this call now."));
    }

    private Answer running(Request request, Function<CallRecord, Answer> then) {
        return parts.calls()
                .find(request.organization(), request.id())
                .map(call -> call.state().isFinal() ? over(call) : then.apply(call))
                .orElseGet(() -> Answer.notFound("call"));
    }

    private static Answer over(CallRecord call) {
        return Answer.error(
                409, "The call is over already: its status is " + call.state().code() + ".");
    }

    private Answer accepted(Request request, CallRecord call) {
        return Answer.accepted(
                view(parts.calls().find(request.organization(), request.id()).orElse(call)));
    }

    private Answer hangUp(Request request, CallRecord call) {
        return parts.control().hangUp(request.organization(), request.id())
                ? accepted(request, call)
                : Answer.error(409, "The call does not run here anymore.");
    }
}
