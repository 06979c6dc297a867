package chorus.rtp;

/// Guesses from loss and delay how people would judge a call: ITU-T G.107, cut down to what can be measured here.
///
/// ```
/// R = 93.2 − Id − Ie,eff
/// Id     = 0.024·d + 0.11·(d − 177.3)   the second term only for d > 177.3 ms one way, mouth to ear
/// Ie,eff = 95 · p / (p + 25.1)          p percent of packets lost at random, G.711 with concealment (G.113: Ie 0, Bpl
/// 25.1)
/// MOS    = 1 + 0.035·R + R·(R − 60)·(100 − R)·7/1,000,000
/// ```
/// The best a telephone line can get is 4.4. G.722 counts like G.711, for the agent hears its telephone band only.
final class EModel {
    private static final double BEST = 93.2;
    private static final double NOTICED_DELAY = 177.3;
    private static final double ROBUSTNESS = 25.1;
    /// Sound waits that long to fill a packet.
    private static final double PACKET_MILLIS = 20;

    private EModel() {}

    /// @param roundTripMillis 0 where nobody knows
    static double score(double lostShare, double jitterMillis, double roundTripMillis) {
        var delay = roundTripMillis / 2 + PACKET_MILLIS + 2 * jitterMillis;
        var rating = Math.clamp(BEST - delayed(delay) - lossy(100 * lostShare), 0, 100);
        return 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6;
    }

    private static double delayed(double millis) {
        return 0.024 * millis + 0.11 * Math.max(0, millis - NOTICED_DELAY);
    }

    private static double lossy(double percent) {
        return percent <= 0 ? 0 : 95 * percent / (percent + ROBUSTNESS);
    }
}
