package chorus.api;

import chorus.phonebook.FieldProblem;
import chorus.phonebook.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What is answered to one request.
///
/// @param body    absent for 204, and for text
/// @param text    in the place of a body, for whoever asked for it
/// @param stream  in the place of a body, for what goes on until somebody ends it
/// @param headers beside those that every answer has
record Answer(
        int status,
        Optional<Map<String, Object>> body,
        Optional<String> text,
        Optional<Streaming> stream,
        Map<String, String> headers) {
    private Answer(int status, Optional<Map<String, Object>> body, Map<String, String> headers) {
        this(status, body, Optional.empty(), Optional.empty(), headers);
    }

    static Answer text(String text) {
        return new Answer(200, Optional.empty(), Optional.of(text), Optional.empty(), Map.of());
    }

    static Answer streaming(Streaming stream) {
        return new Answer(200, Optional.empty(), Optional.empty(), Optional.of(stream), Map.of());
    }

    static Answer ok(Object single) {
        return single(200, single);
    }

    static Answer created(Object single) {
        return single(201, single);
    }

    static Answer accepted(Object single) {
        return single(202, single);
    }

    static Answer gone() {
        return new Answer(204, Optional.empty(), Map.of());
    }

    static <T> Answer page(Page<T> page, Function<? super T, Map<String, Object>> view) {
        var body = new LinkedHashMap<String, Object>();
        body.put("data", page.map(view).items());
        body.put("pagination", Map.of("total", page.total(), "limit", page.limit(), "offset", page.offset()));
        return new Answer(200, Optional.of(body), Map.of());
    }

    /// A page with the way to the one behind it.
    static <T> Answer page(Page<T> page, Function<? super T, Map<String, Object>> view, Optional<String> nextCursor) {
        var pagination = new LinkedHashMap<String, Object>();
        pagination.put("total", page.total());
        pagination.put("limit", page.limit());
        pagination.put("offset", page.offset());
        pagination.put("nextCursor", nextCursor.orElse(null));
        var body = new LinkedHashMap<String, Object>();
        body.put("data", page.map(view).items());
        body.put("pagination", pagination);
        return new Answer(200, Optional.of(body), Map.of());
    }

    static Answer invalid(List<FieldProblem> problems) {
        return error(400, "Validation failed", problems);
    }

    static Answer invalid(String field, String message) {
        return invalid(List.of(new FieldProblem(field, message)));
    }

    /// @param kind such as `phone number`
    static Answer notFound(String kind) {
        return error(404, "There is no " + kind + " with this id.");
    }

    static Answer error(int status, String sentence) {
        return error(status, sentence, List.of());
    }

    static Answer error(int status, String sentence, List<FieldProblem> problems) {
        var body = new LinkedHashMap<String, Object>();
        body.put("error", sentence);
        body.put(
                "details",
                problems.stream()
                        .map(problem -> Map.of("field", problem.field(), "message", problem.message()))
                        .toList());
        return new Answer(status, Optional.of(body), Map.of());
    }

    Answer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, body, text, stream, more);
    }

    /// The same with one more field in the body.
    Answer saying(String field, Object value) {
        var more = new LinkedHashMap<>(body.orElse(Map.of()));
        more.put(field, value);
        return new Answer(status, Optional.of(more), headers);
    }

    private static Answer single(int status, Object single) {
        return new Answer(status, Optional.of(Map.of("data", single)), Map.of());
    }
}
