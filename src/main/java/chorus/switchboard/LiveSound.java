package chorus.switchboard;

/// What is said in a call that runs, both sides in one, for one listener. Used by one thread; [#close] by any.
public interface LiveSound extends AutoCloseable {
    /// Mixes the next `length` µ-law samples of both sides, with silence where nothing is there yet.
    void read(byte[] pcmu, int length);

    /// The call talks no more, and this will hear nothing.
    boolean over();

    @Override
    void close();
}
