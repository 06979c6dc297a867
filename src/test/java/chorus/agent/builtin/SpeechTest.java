package chorus.agent.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.Patience;
import chorus.fake.Sounds;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SpeechTest {
    private static final Speech SPEECH = Speech.loading();

    @BeforeAll
    static void awaitVoice() {
        Patience.until("the voice", SPEECH::hasVoice);
    }

    @Test
    void speaksASentenceInItsTime() {
        var sound = SPEECH.pcmu("The agent has left the call. Goodbye.");
        assertThat(sound.length / 8).isBetween(1500, 5000);
        assertThat(Sounds.loudness(sound)).isBetween(500.0, 10_000.0);
    }

    @Test
    void remembersWhatItSaid() {
        assertThat(SPEECH.pcmu("Once more.")).isSameAs(SPEECH.pcmu("Once more."));
    }

    @Test
    void speaksForManyAtOnceWithoutMixingThemUp() {
        var alone = SPEECH.pcmu("Number 0 of them.");
        var together = IntStream.range(1, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> SPEECH.pcmu("Number 0 of them" + ".".repeat(i))))
                .toList();
        together.forEach(sound -> assertThat(sound.join().length).isBetween(alone.length / 2, alone.length * 2));
    }

    @Test
    void survivesAnyText() {
        var random = new Random(5);
        var end = System.nanoTime() + 2_000_000_000L;
        for (var i = 0; i < 60 && System.nanoTime() < end; i++) {
            var text = new StringBuilder();
            random.ints(random.nextInt(60), 0, 0x250).forEach(text::appendCodePoint);
            assertThat(SPEECH.pcmu(text.toString())).isNotNull();
        }
        assertThat(SPEECH.pcmu("x".repeat(5000))).isNotNull();
        assertThat(Sounds.loudness(SPEECH.pcmu("Still here."))).isGreaterThan(500);
    }

    @Test
    void leavesNoThreadsBehind() {
        var before = speechThreads();
        var own = new HashSet<Thread>();
        try (var speech = Speech.loading()) {
            Patience.until("the voice", speech::hasVoice);
            own.addAll(speechThreads());
            own.removeAll(before);
            assertThat(own).isNotEmpty();
        }
        Patience.until("the threads' end", () -> own.stream().noneMatch(Thread::isAlive));
    }

    @Test
    void saysNothingWhenThereIsNothingToSay() {
        assertThat(SPEECH.pcmu("")).isEmpty();
        assertThat(SPEECH.pcmu("日本")).isEmpty();
    }

    private static Set<Thread> speechThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getThreadGroup() != null)
                .filter(thread -> thread.getThreadGroup().getName().equals("speech"))
                .collect(Collectors.toSet());
    }
}
