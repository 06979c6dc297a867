package chorus.doctor;

/// What strangers wrote, fit for a terminal: no control characters, which could move its cursor or change its colours.
final class Printable {
    private Printable() {}

    static String of(String text) {
        return text.codePoints()
                .map(point ->
                        Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
