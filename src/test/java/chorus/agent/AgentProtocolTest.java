package chorus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.Sounds;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What goes over an agent's socket, message by message, and what each message of the agent does.
class AgentProtocolTest {
    private static final String SID = Line.START.streamSid();

    private final FakeAgent agent = FakeAgent.quiet();
    private final Line line = new Line();

    @AfterEach
    void end() {
        line.close();
        agent.close();
    }

    @Test
    void saysEachMessageAsTheProtocolWritesIt() {
        var stream = line.started(agent.runtime());
        var sound = new byte[] {0, 1, 2, 3, (byte) 0xFF};
        line.onLoop(() -> {
            stream.hear(new Frame().over(AudioFormat.PCMU, sound, 1, 4));
            stream.pressed('5');
            stream.reached("m\"1", 1234, true);
            stream.reached("m2", 1300, false);
            stream.cleared(1300);
            stream.transferOutcome("failed", "Not yet.");
            stream.held(true);
            stream.resumed();
            stream.close();
        });
        agent.awaitStop();
        assertThat(agent.received().stream().map(JsonNode::toString))
                .containsExactlyElementsOf("""
                        {"event":"connected","protocol":"Call","version":"1.0.0"}
                        {"event":"start","sequenceNumber":"1","start":{"accountSid":"AC0","callSid":"CA1","streamSid":"MZ2",\
                        "tracks":["inbound"],"mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000,"channels":1},\
                        "customParameters":{"k":"v"}},"streamSid":"MZ2"}
                        {"event":"media","sequenceNumber":"2","streamSid":"MZ2",\
                        "media":{"track":"inbound","chunk":"1","timestamp":"0","payload":"AQID/w=="}}
                        {"event":"dtmf","sequenceNumber":"3","streamSid":"MZ2","dtmf":{"track":"inbound_track","digit":"5"}}
                        {"event":"mark","sequenceNumber":"4","streamSid":"MZ2","mark":{"name":"m\\"1","heardMs":1234,"played":true}}
                        {"event":"mark","sequenceNumber":"5","streamSid":"MZ2","mark":{"name":"m2","heardMs":1300,"played":false}}
                        {"event":"cleared","sequenceNumber":"6","streamSid":"MZ2","cleared":{"heardMs":1300}}
                        {"event":"transfer","sequenceNumber":"7","streamSid":"MZ2","transfer":{"status":"failed","reason":"Not yet."}}
                        {"event":"hold","sequenceNumber":"8","streamSid":"MZ2","hold":{"sounds":true}}
                        {"event":"resume","sequenceNumber":"9","streamSid":"MZ2"}
                        {"event":"stop","sequenceNumber":"10","streamSid":"MZ2","stop":{"accountSid":"AC0","callSid":"CA1"}}
                        """.replace("AC0", Line.START.accountSid())
                        .replace("CA1", Line.START.callSid())
                        .replace("MZ2", SID)
                        .lines()
                        .toList());
        assertThat(agent.awaitClose()).isEqualTo(1000);
        assertThat(line.happenings()).isEmpty();
    }

    @Test
    void numbersSoundByChunkAndByTheTimeItTakes() {
        var stream = line.started(agent.runtime());
        line.hear(stream, Sounds.tone(440, Duration.ofMillis(230)));
        assertThat(agent.awaitHeard(Duration.ofMillis(230))).isEqualTo(Sounds.tone(440, Duration.ofMillis(230)));
        var media = agent.received().stream().filter(m -> m.has("media")).toList();
        assertThat(media.stream().map(m -> m.at("/media/chunk").textValue()))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 12).mapToObj(String::valueOf).toList());
        assertThat(media.stream().map(m -> m.at("/media/timestamp").textValue()).toList())
                .startsWith("0", "20", "40")
                .endsWith("220");
    }

    @Test
    void movesTheTimestampOverAGapInTheCallersSound() {
        var stream = line.started(agent.runtime());
        line.hear(stream, Sounds.silence(Duration.ofMillis(20)));
        var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300);
        Patience.until("300 ms to pass", () -> System.nanoTime() > end);
        line.hear(stream, Sounds.silence(Duration.ofMillis(20)));
        agent.awaitHeard(Duration.ofMillis(40));
        var last = agent.received().getLast();
        assertThat(Long.parseLong(last.at("/media/timestamp").textValue())).isBetween(300L, 2000L);
        assertThat(last.at("/media/chunk").textValue()).isEqualTo("2");
    }

    @Test
    void passesOnWhatTheAgentSays() {
        line.started(agent.runtime());
        var tone = Sounds.tone(300, Duration.ofMillis(250));
        agent.say(tone);
        Patience.until("the tone", () -> line.heard().length == tone.length);
        assertThat(line.heard()).isEqualTo(tone);
    }

    @Test
    void passesOnSoundOfAnyLengthInOneMessage() {
        line.started(agent.runtime());
        var minute = new byte[60 * 8000];
        Arrays.fill(minute, (byte) 0x55);
        agent.conversation().sayAtOnce(minute);
        Patience.until("a minute", () -> line.heard().length == minute.length);
        assertThat(line.heard()).isEqualTo(minute);
    }

    @Test
    void doesWhatTheAgentAsks() {
        line.started(agent.runtime());
        agent.mark("greeting");
        agent.clear();
        agent.send("{\"event\":\"transfer\",\"transfer\":{\"to\":\"+12025550111\"}}");
        agent.transfer("1000", "blind");
        agent.transfer("1000", "attended");
        agent.sendDigits("12*#A");
        agent.send("{\"event\":\"hold\"}");
        agent.send("{\"event\":\"hold\",\"hold\":{\"sound\":\"noise\"}}");
        agent.send("{\"event\":\"hold\",\"hold\":{\"sound\":\"silence\"}}");
        agent.send("{\"event\":\"resume\"}");
        agent.transcribe("user", "Hello – grüß Gott");
        agent.transcribe("agent", "Hi");
        agent.hangUp();
        line.awaitHappening("hangup");
        assertThat(line.happenings())
                .containsExactly(
                        "mark greeting",
                        "clear",
                        "transfer blind +12025550111",
                        "transfer blind 1000",
                        "transfer attended 1000",
                        "digits 12*#A",
                        "hold MUSIC",
                        "hold NOISE",
                        "hold SILENCE",
                        "resume",
                        "user: Hello – grüß Gott",
                        "agent: Hi",
                        "hangup");
    }

    @Test
    void understandsMembersInAnyOrderWithSpacesAndEscapes() {
        line.started(agent.runtime());
        agent.awaitStart();
        agent.send("{ \"media\" : { \"payload\" : \"AQID\", \"track\":\"outbound\" }, \"event\":\"media\" }");
        agent.send("\n{\"streamSid\":\"" + SID + "\",\"event\":\"media\",\"x\":1,\"media\":{\"payload\":\"BAUG\"}}\n");
        agent.send("{\"event\":\"m\\u0065dia\",\"media\":{\"payload\":\"\\/\\/8=\"}}");
        agent.send("{\"mark\":{\"name\":\"\\u0061\"},\"event\":\"mark\",\"extra\":[{\"a\":[]}]}");
        line.awaitHappening("mark a");
        assertThat(line.heard()).containsExactly(1, 2, 3, 4, 5, 6, 0xFF, 0xFF);
    }

    @Test
    void putsFragmentedMessagesTogether() {
        line.started(agent.runtime());
        agent.awaitStart();
        var text = "{\"event\":\"mark\",\"mark\":{\"name\":\"whole\"}}";
        var conversation = agent.conversation();
        conversation.sendFrame(1, false, text.substring(0, 9).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        conversation.ping();
        conversation.sendFrame(0, false, text.substring(9, 20).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        conversation.sendFrame(0, true, text.substring(20).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        line.awaitHappening("mark whole");
    }

    @Test
    void ignoresWhatItDoesNotKnowAndWhatIsMeantForOthers() {
        line.started(agent.runtime());
        agent.awaitStart();
        agent.send("{\"event\":\"sing\"}");
        agent.send("{\"event\":\"mark\",\"streamSid\":\"MZother\",\"mark\":{\"name\":\"a\"}}");
        agent.send("{\"event\":\"media\",\"streamSid\":\"MZother\",\"media\":{\"payload\":\"AQID\"}}");
        agent.sendBinary(new byte[] {1, 2, 3});
        agent.mark("b");
        line.awaitHappening("mark b");
        assertThat(line.happenings()).containsExactly("mark b");
        assertThat(line.heard()).isEmpty();
        assertThat(line.streams().counts().ignoredMessages()).isEqualTo(3);
        assertThat(line.streams().counts().binaryMessages()).isEqualTo(1);
    }

    @Test
    void countsWhatItCannotUnderstandAndGoesOn() {
        line.started(agent.runtime());
        agent.awaitStart();
        var bad = List.of(
                "",
                "garbage",
                "{",
                "[]",
                "{\"event\":7.5}{}",
                "{\"event\":\"media\"}",
                "{\"event\":\"media\",\"media\":{\"payload\":\"*not base64*\"}}",
                "{\"event\":\"media\",\"media\":{\"payload\":17}}",
                "{\"event\":\"mark\",\"mark\":{}}",
                "{\"event\":\"mark\",\"mark\":{\"name\":\"" + "n".repeat(257) + "\"}}",
                "{\"event\":\"transfer\",\"transfer\":{\"to\":\" \"}}",
                "{\"event\":\"transfer\",\"transfer\":{\"to\":\"1000\",\"type\":\"warm\"}}",
                "{\"event\":\"dtmf\",\"dtmf\":{\"digits\":\"12w\"}}",
                "{\"event\":\"hold\",\"hold\":{\"sound\":\"jazz\"}}",
                "{\"event\":\"transcript\",\"transcript\":{\"role\":\"system\",\"text\":\"x\"}}",
                "[".repeat(1000));
        bad.forEach(agent::send);
        agent.mark("after");
        line.awaitHappening("mark after");
        assertThat(line.happenings()).containsExactly("mark after");
        assertThat(line.streams().counts().badMessages()).isEqualTo(bad.size());
    }

    @Test
    void endsAStreamOfNothingButGarbage() {
        line.started(agent.runtime());
        agent.awaitStart();
        IntStream.rangeClosed(0, 100).forEach(i -> agent.send("garbage " + i));
        line.awaitHappening("lost: The agent sent more than 100 messages that could not be understood.");
        assertThat(agent.awaitClose()).isEqualTo(1008);
    }

    @Test
    void cutsTranscriptsToWhatIsKept() {
        line.started(agent.runtime());
        agent.transcribe("user", "x".repeat(5000));
        line.awaitHappening("user: " + "x".repeat(4000));
    }

    @Test
    void tellsTheAgentOfParametersAsText() {
        line.started(
                agent.runtime(), new StreamStart("AC1", "CA1", "MZ1", Map.of("from_number", "+1202", "say", "\"\n€")));
        var parameters = agent.awaitStart().at("/start/customParameters");
        assertThat(parameters.path("from_number").textValue()).isEqualTo("+1202");
        assertThat(parameters.path("say").textValue()).isEqualTo("\"\n€");
    }
}
