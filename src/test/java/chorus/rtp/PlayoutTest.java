package chorus.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.audio.AudioFormat;
import chorus.audio.HoldSound;
import chorus.audio.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The rules of playing, on a clock turned by hand.
class PlayoutTest {
    private static final long MS = SentPackets.MS;

    private final SentPackets sent = new SentPackets();
    private final List<String> marks = new ArrayList<>();
    private final Playout playout = new Playout(
            AudioFormat.PCMU,
            new PlayoutClock(1000),
            sent,
            (mark, heard, played) -> marks.add(mark + "@" + sent.now / MS + " " + heard + " " + played));

    private void start() {
        playout.start(20, 0);
        playout.send(true, 0);
        playout.tick(0);
    }

    /// Ticks every 5 ms up to and including this time.
    private void runTo(long millis) {
        for (long next = (sent.now / (5 * MS) + 1) * 5 * MS; next <= millis * MS; next += 5 * MS) {
            sent.now = next;
            playout.tick(next);
        }
        sent.now = millis * MS;
    }

    private boolean playAt(long millis, int length) {
        runTo(millis);
        return playout.play(speech(length), 0, length, sent.now);
    }

    private static byte[] speech(int length) {
        var bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) 0x20);
        return bytes;
    }

    @Test
    void sendsSilenceFromTheStart() {
        start();
        runTo(100);
        assertThat(sent.all).hasSize(6).allMatch(packet -> !packet.marker());
        assertThat(sent.all.stream().map(SentPackets.Sent::timestamp))
                .containsExactly(1000, 1160, 1320, 1480, 1640, 1800);
    }

    @Test
    void theFirstFrameGoesOutAtOnceWithAMarker() {
        start();
        playAt(213, 160);
        var first = sent.spoken().getFirst();
        assertThat(first.atMillis()).isEqualTo(213);
        assertThat(first.marker()).isTrue();
        playAt(233, 160);
        assertThat(sent.spoken().getLast().marker()).isFalse();
    }

    @Test
    void anEchoingAgentIsNotDelayed() {
        start();
        var random = new Random(3);
        var arrivals = new ArrayList<Long>();
        for (int i = 0; i < 500; i++) {
            var at = 207 + 20L * i + random.nextInt(8);
            arrivals.add(at);
            playAt(at, 160);
        }
        assertThat(sent.spokenTimes()).isEqualTo(arrivals);
    }

    @Test
    void aLateFrameIsSentAtOnceAndDoesNotMoveThePhase() {
        start();
        playAt(200, 160);
        playAt(220, 160);
        playAt(285, 160);
        playAt(286, 160);
        playAt(287, 160);
        playAt(288, 160);
        playAt(320, 160);
        runTo(400);
        assertThat(sent.spokenTimes()).containsExactly(200L, 220L, 285L, 286L, 287L, 300L, 320L);
    }

    @Test
    void aSpeechEngineFasterThanRealTimeIsPacedAtTwentyMilliseconds() {
        start();
        playAt(203, 1600);
        runTo(500);
        assertThat(sent.spoken()).hasSize(10);
        for (int i = 0; i < 10; i++) {
            assertThat(sent.spokenTimes().get(i)).isBetween(203L + 20L * i, 208L + 20L * i);
        }
    }

    @Test
    void whatIsMoreThanTwoHundredMillisecondsBehindIsNotCaughtUp() {
        start();
        playAt(200, 16_000);
        sent.now = 700 * MS;
        playout.tick(sent.now);
        assertThat(sent.spokenTimes()).containsExactly(200L, 700L);
        runTo(800);
        assertThat(sent.spokenTimes()).containsExactly(200L, 700L, 720L, 740L, 760L, 780L, 800L);
    }

    @Test
    void timestampsFollowTheClockAcrossSilence() {
        start();
        playAt(200, 160);
        playAt(1203, 160);
        var spoken = sent.spoken();
        assertThat(spoken.get(1).timestamp() - spoken.get(0).timestamp()).isBetween(8024 - 160, 8024 + 160);
        assertThat(spoken.get(1).marker()).isTrue();
        for (int i = 1; i < sent.all.size(); i++) {
            assertThat(sent.all.get(i).timestamp() - sent.all.get(i - 1).timestamp())
                    .isGreaterThanOrEqualTo(160);
        }
    }

    @Test
    void silenceBeginsOneHundredMillisecondsAfterTheLastFrame() {
        start();
        playAt(200, 160);
        runTo(400);
        var after = sent.all.stream().filter(packet -> packet.atMillis() > 200).toList();
        assertThat(after.getFirst().atMillis()).isEqualTo(300);
        assertThat(after.get(1).atMillis()).isEqualTo(320);
    }

    @Test
    void piecesOfAnyLengthBecomeWholeFrames() {
        start();
        for (int i = 0; i < 40; i++) {
            playAt(200 + 30 * i, 240);
        }
        runTo(1600);
        assertThat(sent.spoken()).hasSize(60);
        assertThat(sent.spoken()).allMatch(packet -> packet.payload().length == 160);
        assertThat(sent.spoken()).allMatch(packet -> packet.payload()[159] == 0x20);
    }

    @Test
    void aTrailingPieceIsPaddedAndSent() {
        start();
        playAt(200, 200);
        runTo(400);
        assertThat(sent.spoken()).hasSize(2);
        var last = sent.spoken().getLast();
        assertThat(last.payload()[39]).isEqualTo((byte) 0x20);
        assertThat(last.payload()[40]).isEqualTo((byte) 0xFF);
        assertThat(playout.heardMillis()).isEqualTo(25);
    }

    @Test
    void aMarkBehindATrailingPieceIsReachedWhenItsTimeComes() {
        start();
        playAt(200, 200);
        playout.mark("end");
        runTo(400);
        assertThat(marks).containsExactly("end@220 25 true");
    }

    @Test
    void aMarkIsReachedWithTheLastFrameBeforeIt() {
        start();
        playAt(200, 480);
        playout.mark("a");
        playAt(200, 160);
        runTo(400);
        assertThat(marks).containsExactly("a@240 60 true");
    }

    @Test
    void stoppingTellsWhatWasHeardAndSilencesTheRest() {
        start();
        playAt(200, 8000);
        playout.mark("never");
        runTo(290);
        assertThat(playout.stop()).isEqualTo(100);
        runTo(600);
        assertThat(sent.spoken()).hasSize(5);
        assertThat(marks).containsExactly("never@290 100 false");
    }

    @Test
    void whatIsSaidOnHoldPassesUnheardInItsTime() {
        start();
        playAt(200, 800);
        playout.mark("middle");
        runTo(220);
        playout.send(false, sent.now);
        playAt(230, 1600);
        playout.mark("end");
        runTo(380);
        assertThat(sent.spoken()).hasSize(2);
        assertThat(sent.all.getLast().atMillis()).isEqualTo(220);
        assertThat(marks).containsExactly("middle@280 40 false");
        playout.send(true, sent.now);
        runTo(600);
        assertThat(sent.spoken()).hasSize(2 + 5);
        assertThat(sent.spoken().get(2).marker()).isTrue();
        assertThat(marks).contains("end@465 140 true");
        assertThat(playout.heardMillis()).isEqualTo(140);
    }

    @Test
    void anAgentThatTalksOnWhileItIsOnHoldIsNotBehindAfterwards() {
        start();
        playout.send(false, 0);
        for (int at = 0; at < 60_000; at += 20) {
            playAt(at, 160);
        }
        playout.send(true, sent.now);
        playout.stop();
        playAt(60_020, 160);
        assertThat(sent.spoken().getLast().atMillis()).isEqualTo(60_020);
        assertThat(playout.framesRefused()).isZero();
    }

    @Test
    void whoIsOnHoldHearsMusicInsteadOfTheAgent() {
        start();
        playAt(200, 8000);
        runTo(220);
        playout.hold(HoldSound.MUSIC, sent.now);
        runTo(700);
        var heard = sent.all.stream().filter(packet -> packet.atMillis() > 220).toList();
        assertThat(heard)
                .hasSize(25)
                .allSatisfy(packet -> assertThat(packet.payload()).isNotEqualTo(speech(160)));
        playout.resume(sent.now);
        runTo(760);
        assertThat(sent.all.getLast().payload()).isEqualTo(speech(160));
        assertThat(sent.all.stream().map(SentPackets.Sent::timestamp)).isSorted();
    }

    @Test
    void whoIsOnHoldMayHearALineThatIsNotDead() {
        start();
        playout.hold(HoldSound.NOISE, sent.now);
        runTo(200);
        assertThat(sent.spoken()).hasSizeGreaterThan(8);
        playout.hold(HoldSound.SILENCE, sent.now);
        var spoken = sent.spoken().size();
        runTo(400);
        assertThat(sent.spoken()).hasSizeLessThanOrEqualTo(spoken + 1);
    }

    @Test
    void keysAsSoundGoBeforeTheAgentsAndAreNotItsOwn() {
        start();
        playAt(200, 320);
        assertThat(playout.tones(Keys.sound(AudioFormat.PCMU, '5'))).isTrue();
        runTo(700);
        var spoken = sent.spoken();
        assertThat(spoken).hasSize(2 + 5);
        assertThat(spoken.getLast().payload()).isEqualTo(speech(160));
        assertThat(playout.heardMillis()).isEqualTo(40);
        playout.send(false, sent.now);
        assertThat(playout.tones(Keys.sound(AudioFormat.PCMU, '5'))).isFalse();
    }

    @Test
    void aSpurtWhoseFirstFrameWasLateIsHealed() {
        start();
        playAt(230, 160);
        for (int i = 1; i < 200; i++) {
            playAt(200 + 20 * i, 160);
        }
        runTo(4400);
        assertThat(sent.spoken()).hasSize(200);
        for (int i = 70; i < 200; i++) {
            assertThat(sent.spokenTimes().get(i)).isEqualTo(200 + 20L * i);
        }
    }

    @Test
    void anEchoIsInTimeAgainSomeSecondsAfterALongStall() {
        start();
        for (int i = 0; i < 100; i++) {
            playAt(200 + 20 * i, 160);
        }
        // 800 ms in which nothing runs, then all that has come meanwhile.
        sent.now = 3000 * MS;
        for (int i = 0; i < 40; i++) {
            playout.play(speech(160), 0, 160, sent.now);
        }
        for (int i = 141; i < 500; i++) {
            playAt(200 + 20 * i, 160);
        }
        runTo(10_500);
        var spoken = sent.spokenTimes();
        assertThat(spoken.getLast()).isEqualTo(200 + 20 * 499);
    }

    @Test
    void aSpeechEngineThatRunsAheadKeepsItsLead() {
        start();
        playAt(200, 2400);
        for (int i = 1; i < 200; i++) {
            playAt(200 + 20 * i, 160);
        }
        runTo(4180);
        assertThat(sent.spoken()).hasSize(200);
        runTo(4500);
        assertThat(sent.spoken()).hasSize(214);
    }

    @Test
    void aFullQueueRefusesFramesAndCountsThem() {
        start();
        runTo(200);
        for (int i = 0; i < 120; i++) {
            assertThat(playout.play(speech(8000), 0, 8000, sent.now)).isTrue();
        }
        assertThat(playout.play(speech(8000), 0, 8000, sent.now)).isFalse();
        assertThat(playout.framesRefused()).isEqualTo(1);
    }

    @Test
    void tooManyMarksAreReportedAsNotPlayed() {
        start();
        playAt(200, 8000);
        for (int i = 0; i < Playout.MARK_LIMIT; i++) {
            playout.mark("m");
        }
        assertThat(marks).isEmpty();
        playout.mark("over");
        assertThat(marks).containsExactly("over@200 20 false");
        assertThat(playout.marksRefused()).isEqualTo(1);
    }

    @Test
    void packetsCarryWhatPtimeAsksFor() {
        playout.start(30, 0);
        playout.send(true, 0);
        runTo(200);
        playout.play(speech(720), 0, 720, sent.now);
        runTo(300);
        assertThat(sent.spokenTimes()).containsExactly(200L, 230L, 260L);
        assertThat(sent.spoken()).allMatch(packet -> packet.payload().length == 240);
    }

    @Test
    void digitsAreSentAsEventsWhilePlayoutWaits() {
        start();
        playAt(200, 1600);
        runTo(225);
        playout.key("1#");
        runTo(1000);
        var events = sent.all.stream().filter(SentPackets.Sent::event).toList();
        assertThat(events).hasSize(14);
        var first = events.subList(0, 7);
        assertThat(first.stream().map(SentPackets.Sent::timestamp).distinct()).hasSize(1);
        assertThat(first.stream().map(SentPackets.Sent::marker))
                .containsExactly(true, false, false, false, false, false, false);
        assertThat(first.stream().map(event -> Bits.unsigned16(event.payload(), 2)))
                .containsExactly(160, 320, 480, 640, 800, 800, 800);
        assertThat(first.stream().map(event -> event.payload()[1] < 0))
                .containsExactly(false, false, false, false, true, true, true);
        assertThat(events.get(7).payload()[0]).isEqualTo((byte) 11);
        assertThat(events.get(7).timestamp() - events.get(0).timestamp()).isEqualTo(1600);
        assertThat(events.get(7).atMillis() - events.get(0).atMillis()).isEqualTo(200);
        var soundMeanwhile = sent.all.stream()
                .filter(packet -> !packet.event()
                        && packet.atMillis() > events.getFirst().atMillis()
                        && packet.atMillis() < events.getLast().atMillis());
        assertThat(soundMeanwhile).isEmpty();
        assertThat(playout.heardMillis()).isEqualTo(200);
    }

    @Test
    void whatIsSentIsUnderstoodByTheReceiverOfEvents() {
        start();
        playout.key("0123456789*#ABCD");
        runTo(4000);
        var receiver = new EventReceiver();
        var heard = new StringBuilder();
        for (var packet : sent.all) {
            if (packet.event()) {
                var key = receiver.accept(packet.timestamp(), packet.marker(), packet.payload(), 0, 4);
                heard.append(key == EventReceiver.NONE ? "" : key);
            }
        }
        assertThat(heard).hasToString("0123456789*#ABCD");
    }
}
