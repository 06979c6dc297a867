package chorus.agent;

/// Makes words of strangers fit for a record.
final class Words {
    private static final int LONGEST = 200;

    private Words() {}

    /// One line of at most 200 printable characters, without a full stop at its end.
    static String tame(String words) {
        var line = words.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        var cut = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
        return cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
    }
}
