package chorus;

/// Starts Chorus.
public final class Main {
    private Main() {}

    public static void main(String[] args) {}
}
