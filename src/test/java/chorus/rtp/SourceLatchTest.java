package chorus.rtp;

import static chorus.rtp.SourceLatch.Verdict.ADMITTED;
import static chorus.rtp.SourceLatch.Verdict.ADMITTED_ANEW;
import static chorus.rtp.SourceLatch.Verdict.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceLatchTest {
    private static final long MS = 1_000_000;
    private static final InetSocketAddress SIGNALLED = new InetSocketAddress("192.0.2.1", 4000);
    private static final InetSocketAddress NATTED = new InetSocketAddress("198.51.100.7", 31_000);
    private static final InetSocketAddress STRANGER = new InetSocketAddress("203.0.113.9", 666);

    private final SourceLatch latch = new SourceLatch(SIGNALLED, Sources.ANY);
    private int sequence;

    private SourceLatch.Verdict packet(InetSocketAddress source, int ssrc, long millis) {
        return latch.admit(source, ssrc, sequence++, millis * MS);
    }

    @Test
    void sendsToTheSignalledAddressFirst() {
        assertThat(latch.target()).isEqualTo(SIGNALLED);
    }

    @Test
    void followsThePeerBehindItsNat() {
        assertThat(packet(NATTED, 1, 0)).isEqualTo(ADMITTED_ANEW);
        assertThat(packet(NATTED, 1, 20)).isEqualTo(ADMITTED);
        assertThat(latch.target()).isEqualTo(NATTED);
    }

    @Test
    void aStrangerIsRefusedOnceThePeerIsLearnt() {
        packet(SIGNALLED, 1, 0);
        assertThat(packet(STRANGER, 1, 5)).isEqualTo(REFUSED);
        assertThat(packet(STRANGER, 1, 6)).isEqualTo(REFUSED);
        assertThat(latch.target()).isEqualTo(SIGNALLED);
    }

    @Test
    void hostsThatSignallingDoesNotNameAreNeverLearnt() {
        var named = new SourceLatch(SIGNALLED, Sources.only(SIGNALLED.getAddress(), NATTED.getAddress()));
        assertThat(named.admit(STRANGER, 1, 1, 0)).isEqualTo(REFUSED);
        assertThat(named.admit(STRANGER, 1, 2, 20 * MS)).isEqualTo(REFUSED);
        assertThat(named.target()).isEqualTo(SIGNALLED);
        assertThat(named.admit(NATTED, 2, 1, 5000 * MS)).isEqualTo(ADMITTED_ANEW);
        assertThat(named.admit(STRANGER, 2, 2, 5020 * MS)).isEqualTo(REFUSED);
        named.expectFrom(SIGNALLED, Sources.only(SIGNALLED.getAddress()));
        assertThat(named.admit(STRANGER, 2, 3, 6000 * MS)).isEqualTo(REFUSED);
        assertThat(named.admit(NATTED, 2, 2, 6020 * MS)).isEqualTo(ADMITTED);
    }

    @Test
    void theSignalledSourceTakesOverWithinTheWindow() {
        packet(STRANGER, 1, 0);
        assertThat(packet(SIGNALLED, 2, 900)).isEqualTo(ADMITTED_ANEW);
        assertThat(packet(STRANGER, 1, 901)).isEqualTo(REFUSED);
        assertThat(latch.target()).isEqualTo(SIGNALLED);
    }

    @Test
    void whoSignalsForAPhoneBehindNatTakesOverFromAStrangerWithinTheWindow() {
        var natted =
                new SourceLatch(SIGNALLED, new Sources(List.of(SIGNALLED.getAddress(), NATTED.getAddress()), true));
        assertThat(natted.admit(STRANGER, 1, 1, 0)).isEqualTo(ADMITTED_ANEW);
        assertThat(natted.admit(NATTED, 2, 1, 900 * MS)).isEqualTo(ADMITTED_ANEW);
        assertThat(natted.admit(STRANGER, 1, 2, 901 * MS)).isEqualTo(REFUSED);
        assertThat(natted.target()).isEqualTo(NATTED);
    }

    @Test
    void nobodyTakesOverAfterTheWindow() {
        packet(NATTED, 1, 0);
        assertThat(packet(SIGNALLED, 2, 1000)).isEqualTo(REFUSED);
        assertThat(packet(STRANGER, 2, 60_000)).isEqualTo(REFUSED);
        assertThat(latch.target()).isEqualTo(NATTED);
    }

    @Test
    void signallingOpensTheWindowAnew() {
        packet(NATTED, 1, 0);
        var moved = new InetSocketAddress("198.51.100.7", 32_000);
        assertThat(packet(moved, 1, 5000)).isEqualTo(REFUSED);
        latch.expectFrom(SIGNALLED, Sources.ANY);
        assertThat(packet(moved, 1, 6000)).isEqualTo(ADMITTED_ANEW);
        assertThat(latch.target()).isEqualTo(moved);
    }

    @Test
    void aStrangerDoesNotTakeOverAtALaterOfferWhileThePeerSpeaks() {
        packet(NATTED, 1, 0);
        for (var address : List.of(SIGNALLED, new InetSocketAddress("10.0.0.5", 7000))) {
            packet(NATTED, 1, 5000);
            latch.expectFrom(address, Sources.ANY);
            assertThat(packet(STRANGER, 1, 5001)).isEqualTo(REFUSED);
            assertThat(packet(NATTED, 1, 5020)).isEqualTo(ADMITTED);
            assertThat(packet(STRANGER, 1, 5021)).isEqualTo(REFUSED);
        }
    }

    @Test
    void aWordWithoutANewAddressKeepsTheTarget() {
        packet(NATTED, 1, 0);
        latch.expectFrom(SIGNALLED, Sources.ANY);
        assertThat(latch.target()).isEqualTo(NATTED);
    }

    @Test
    void anOldStyleHoldKeepsTheTarget() {
        packet(NATTED, 1, 0);
        latch.expectFrom(new InetSocketAddress("0.0.0.0", 4000), Sources.ANY);
        latch.expectFrom(SIGNALLED, Sources.ANY);
        assertThat(latch.target()).isEqualTo(NATTED);
    }

    @Test
    void packetsStillUnderWayFromTheOldAddressDoNotHoldBackTheNewOne() {
        packet(NATTED, 1, 0);
        var elsewhere = new InetSocketAddress("192.0.2.77", 7000);
        latch.expectFrom(elsewhere, Sources.ANY);
        assertThat(packet(NATTED, 1, 5000)).isEqualTo(ADMITTED);
        assertThat(latch.target()).isEqualTo(elsewhere);
        assertThat(packet(elsewhere, 9, 6900)).isEqualTo(ADMITTED_ANEW);
        assertThat(packet(NATTED, 1, 6901)).isEqualTo(REFUSED);
        assertThat(latch.target()).isEqualTo(elsewhere);
    }

    @Test
    void aPeerThatStaysWhereItWasIsFollowedInTheEnd() {
        packet(NATTED, 1, 0);
        latch.expectFrom(new InetSocketAddress("10.0.0.5", 7000), Sources.ANY);
        packet(NATTED, 1, 5000);
        packet(NATTED, 1, 8000);
        assertThat(latch.target()).isEqualTo(NATTED);
        assertThat(packet(STRANGER, 1, 8001)).isEqualTo(REFUSED);
    }

    @Test
    void anotherSsrcIsAdmittedWhenTwoPacketsInARowCarryIt() {
        packet(SIGNALLED, 1, 0);
        packet(SIGNALLED, 1, 2000);
        assertThat(packet(SIGNALLED, 2, 2020)).isEqualTo(REFUSED);
        assertThat(packet(SIGNALLED, 2, 2040)).isEqualTo(ADMITTED_ANEW);
        assertThat(packet(SIGNALLED, 2, 2060)).isEqualTo(ADMITTED);
    }

    @Test
    void strayPacketsOfAnotherSsrcAreRefused() {
        packet(SIGNALLED, 1, 0);
        assertThat(packet(SIGNALLED, 2, 20)).isEqualTo(REFUSED);
        assertThat(packet(SIGNALLED, 1, 40)).isEqualTo(ADMITTED);
        assertThat(packet(SIGNALLED, 2, 60)).isEqualTo(REFUSED);
    }
}
