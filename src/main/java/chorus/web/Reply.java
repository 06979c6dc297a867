package chorus.web;

/// What is answered at a [Door].
///
/// @param type its content type; of no meaning without a body
public record Reply(int status, String type, String body) {
    public static Reply empty(int status) {
        return new Reply(status, "", "");
    }
}
