package chorus.api;

import chorus.call.Refusal;
import chorus.phonebook.FieldProblem;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Preflight;
import chorus.provider.LineTests.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Tests of lines: now, on schedule, and those of the past.
final class LineTestActions {
    private static final int RETRY_SECONDS = 10;
    private static final Pattern EXTENSION = Pattern.compile("[A-Za-z0-9._*#-]{1,6}");

    private final ApiParts parts;

    LineTestActions(ApiParts parts) {
        this.parts = parts;
    }

    Map<String, Action> all() {
        return Map.of(
                "testPhoneNumber", request -> ordered(request, this::test),
                "listPhoneNumberTests",
                        request -> of(
                                request,
                                number -> Answer.page(
                                        parts.lineTests().kept().list(number.id(), request.limit(), request.offset()),
                                        LineTestActions::view)),
                "getPhoneNumberTestSchedule", request -> of(request, this::schedule),
                "setPhoneNumberTestSchedule",
                        request -> ordered(request, (number, order) -> schedule(number, order, request)),
                "deletePhoneNumberTestSchedule", request -> of(request, this::unschedule));
    }

    private Answer of(Request request, Function<PhoneNumber, Answer> deed) {
        return parts.numbers()
                .find(request.organization(), request.id())
                .map(deed)
                .orElseGet(() -> Answer.notFound("phone number"));
    }

    /// Refuses what is no extension, and what no call could be placed to: a test must not become a way around them.
    private Answer ordered(Request request, BiFunction<PhoneNumber, Preflight.Order, Answer> deed) {
        var loopTo = request.field("loopTo");
        if (loopTo.isPresent() && !EXTENSION.matcher(loopTo.get()).matches()) {
            return Answer.invalid(List.of(new FieldProblem(
                    "loopTo", "must be an extension of 1 to 6 letters, digits and . _ * # -, such as *43")));
        }
        var order =
                new Preflight.Order(loopTo, Boolean.TRUE.equals(request.body().get("patient")));
        return of(
                request,
                number -> parts.lineTests()
                        .refusal(number, order)
                        .map(LineTestActions::barred)
                        .orElseGet(() -> deed.apply(number, order)));
    }

    private static Answer barred(Refusal refusal) {
        var problem = new FieldProblem("loopTo", "may not be called from this number: " + refusal.sentence());
        return Answer.error(
                422, "The test's call would be refused: nothing was tested or scheduled.", List.of(problem));
    }

    private Answer test(PhoneNumber number, Preflight.Order order) {
        return switch (parts.lineTests().look(number, order, Preflight.Cause.REQUESTED)) {
            case Outcome.Looked(var look) -> Answer.ok(view(look));
            case Outcome.Busy() ->
                Answer.error(503, "Too many lines are being tested: try again in " + RETRY_SECONDS + " s.")
                        .with("Retry-After", Integer.toString(RETRY_SECONDS));
            case Outcome.NotCarried(var why) -> Answer.error(409, "The line cannot be tested: " + why);
        };
    }

    private Answer schedule(PhoneNumber number) {
        return parts.lineTests()
                .kept()
                .schedule(number.id())
                .map(schedule -> Answer.ok(view(schedule)))
                .orElseGet(() -> Answer.notFound("test schedule"));
    }

    private Answer schedule(PhoneNumber number, Preflight.Order order, Request request) {
        var hours = request.body().get("everyHours") instanceof Number every ? every.intValue() : 1;
        var schedule = new Preflight.Schedule(Duration.ofHours(hours), order);
        var first = parts.clock().instant().plus(schedule.every());
        parts.lineTests().kept().schedule(number.id(), Optional.of(schedule), first);
        return Answer.ok(view(schedule));
    }

    private Answer unschedule(PhoneNumber number) {
        parts.lineTests()
                .kept()
                .schedule(number.id(), Optional.empty(), parts.clock().instant());
        return Answer.gone();
    }

    private static Map<String, Object> view(Preflight look) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", look.id().toString());
        view.put("cause", look.cause().code());
        view.put("verdict", look.verdict().code());
        view.put("at", look.at().toString());
        view.put("steps", look.steps().stream().map(LineTestActions::view).toList());
        return view;
    }

    private static Map<String, Object> view(Preflight.Step step) {
        var view = new LinkedHashMap<String, Object>();
        view.put("check", step.check());
        view.put("verdict", step.verdict().code());
        view.put("found", step.found());
        view.put("change", step.change());
        view.put("tookMs", step.tookMillis());
        return view;
    }

    @SuppressWarnings("NullAway") // JSON's null is Java's null inside this map.
    private static Map<String, Object> view(Preflight.Schedule schedule) {
        var view = new LinkedHashMap<String, Object>();
        view.put("everyHours", schedule.every().toHours());
        view.put("loopTo", schedule.order().loopTo().orElse(null));
        view.put("patient", schedule.order().patient());
        return view;
    }
}
