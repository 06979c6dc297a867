package chorus.fake.pbx;

import chorus.fake.Sounds;
import java.util.function.Consumer;

/// Notices when the other side begins to speak and when it stops.
public final class Ear {
    private static final double LOUD = 300;
    private static final int PACKETS_OF_SPEECH = 3;
    private static final int PACKETS_OF_SILENCE = 25;

    private final Consumer<String> tell;
    private int loud;
    private int quiet;
    private int spoken;
    private boolean speaking;

    public Ear(Consumer<String> tell) {
        this.tell = tell;
    }

    public void hear(byte[] pcmu) {
        var isLoud = Sounds.loudness(pcmu) > LOUD;
        loud = isLoud ? loud + 1 : 0;
        quiet = isLoud ? 0 : quiet + 1;
        spoken++;
        if (!speaking && loud == PACKETS_OF_SPEECH) {
            speaking = true;
            spoken = PACKETS_OF_SPEECH;
            tell.accept("hears somebody speak");
        } else if (speaking && quiet == PACKETS_OF_SILENCE) {
            speaking = false;
            tell.accept("heard them for %.1f s".formatted((spoken - PACKETS_OF_SILENCE) / 50.0));
        }
    }
}
