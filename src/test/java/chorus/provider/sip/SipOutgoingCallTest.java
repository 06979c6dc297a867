package chorus.provider.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chorus.audio.AudioFormat;
import chorus.call.EndReason;
import chorus.call.NetworkAnswer;
import chorus.call.Refusal;
import chorus.fake.Patience;
import chorus.phonebook.SipStyle.CallerId;
import chorus.phonebook.Trunk;
import chorus.provider.Leg;
import chorus.provider.OutgoingCall.Outcome;
import chorus.provider.sip.Directory.Found;
import chorus.rtp.RtpEndpoint;
import chorus.rtp.RtpPorts;
import chorus.sip.dialog.Ended;
import chorus.sip.transport.LocalAddresses;
import chorus.sip.transport.Reach;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipOutgoingCallTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String SDP = """
            v=0\r
            o=callee 1 1 IN IP4 127.0.0.1\r
            s=-\r
            c=IN IP4 127.0.0.1\r
            t=0 0\r
            m=audio 40000 RTP/AVP 8\r
            a=rtpmap:8 PCMA/8000\r
            """;

    private final PaperInviter network = new PaperInviter();
    private final AtomicInteger rings = new AtomicInteger();
    private final Directory directory = (host, port, wanted) ->
            new Found.At(List.of(new Target(HERE, port.orElse(5060), wanted.orElse(Transport.UDP))));
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final RtpEndpoint rtp = new RtpEndpoint(
            List.of((EventLoop) loops.next()),
            HERE,
            RtpPorts.range("30000-39999", System::nanoTime),
            System::nanoTime,
            Duration.ZERO);

    @AfterEach
    void close() {
        rtp.close();
        Patience.until("all ports are closed", () -> rtp.sessions() == 0);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void somebodyAnswersAfterRinging() {
        var outcome = dials(listing());
        var call = network.next();

        call.rings();
        call.rings();
        call.answers(SDP);

        assertThat(leg(outcome).agreed()).contains("PCMA", "127.0.0.1:40000");
        assertThat(rings).hasValue(1);
        assertThat(call.sdp()).contains("m=audio", "PCMU");
        assertThat(call.log()).isEmpty();
    }

    @Test
    void aDescriptionThatCameEarlyCountsWhenTheAnswerHasNone() {
        var outcome = dials(listing());
        var call = network.next();

        call.playsEarly(SDP);
        call.answers("");

        assertThat(leg(outcome).agreed()).contains("127.0.0.1:40000");
    }

    @Test
    void theDescriptionOfTheAnswerCountsMoreThanAnEarlierOne() {
        var outcome = dials(listing());
        var call = network.next();

        call.playsEarly(SDP);
        call.answers(SDP.replace("40000", "40002"));

        assertThat(leg(outcome).agreed()).contains("127.0.0.1:40002");
    }

    @Test
    void anAnswerWithoutSoundIsHungUpAndSaysWhy() {
        var outcome = dials(listing());
        var call = network.next();

        call.answers("");

        var ended = notAnswered(outcome);
        assertThat(ended.ending()).isEqualTo(EndReason.NETWORK_FAILED);
        assertThat(ended.detail()).contains("SIP/2.0 200 OK", "without a session description");
        assertThat(call.log()).contains("BYE");
    }

    @ParameterizedTest
    @CsvSource({"486 Busy Here, CALLEE_BUSY", "603 Decline, CALLEE_DECLINED", "503 Overloaded, NETWORK_FAILED"})
    void aRefusalKeepsTheNetworksWords(String status, EndReason ending) {
        var outcome = dials(listing());

        network.next().refuses(status, "Reason: Q.850;cause=17");

        var ended = notAnswered(outcome);
        assertThat(ended.ending()).isEqualTo(ending);
        assertThat(ended.answer()).map(NetworkAnswer::toString).contains(status);
        assertThat(ended.detail()).isEqualTo("SIP/2.0 " + status + " | Reason: Q.850;cause=17");
    }

    @Test
    void nobodyAnswersWithinTheRingTime() {
        var outcome = dials(listing(), Duration.ofMillis(200));
        var call = network.next();
        call.rings();

        var ended = notAnswered(outcome);

        assertThat(ended.ending()).isEqualTo(EndReason.CALLEE_NO_ANSWER);
        assertThat(ended.detail()).contains("180 Ringing");
        Patience.until("the INVITE is taken back", () -> call.log().contains("CANCEL"));
    }

    @Test
    void anAnswerAfterTheRingTimeIsHungUp() {
        var outcome = dials(listing(), Duration.ofMillis(50));
        var call = network.next();
        notAnswered(outcome);

        call.answers(SDP);

        assertThat(call.log()).contains("BYE");
    }

    @Test
    void aCallIsTakenBackWhileItRings() {
        var call = outgoing(listing(), LONG);
        var outcome = dials(call);
        var sent = network.next();
        sent.rings();

        call.cancel(EndReason.OUTBOUND_CANCELED);
        call.cancel(EndReason.SHUT_DOWN);

        assertThat(notAnswered(outcome).ending()).isEqualTo(EndReason.OUTBOUND_CANCELED);
        Patience.until("the INVITE is taken back", () -> sent.log().contains("CANCEL"));
    }

    @Test
    void aCallTakenBackBeforeItIsSentIsNeverSent() {
        var call = outgoing(listing(), LONG);
        call.cancel(EndReason.OUTBOUND_CANCELED);

        assertThat(notAnswered(dials(call)).ending()).isEqualTo(EndReason.OUTBOUND_CANCELED);
        assertThat(network.isSilent()).isTrue();
    }

    @Test
    void silenceMeansThatTheNetworkCannotBeReached() {
        var outcome = dials(listing());

        network.next().listener().failed(new Inviter.Failure.Unanswered("No answer from 127.0.0.1:5060 over UDP"));

        assertThat(notAnswered(outcome).ending()).isEqualTo(EndReason.NETWORK_UNREACHABLE);
    }

    @Test
    void ourOwnFullnessIsNotBlamedOnTheNetwork() {
        var outcome = dials(listing());

        network.next().listener().failed(new Inviter.Failure.Full());

        var ended = notAnswered(outcome);
        assertThat(ended.ending()).isEqualTo(Refusal.SERVER_FULL);
        assertThat(ended.detail()).isEqualTo("Too many SIP calls run here already.");
    }

    @Test
    void aNetworkThatSaysNothingWithinTheRingTimeWasNotReached() {
        var ended = notAnswered(dials(listing(), Duration.ofMillis(200)));

        assertThat(ended.ending()).isEqualTo(EndReason.NETWORK_UNREACHABLE);
        assertThat(ended.detail()).contains("nothing at all");
    }

    @Test
    void oneThatOnlyTriesHasBeenReached() {
        var outcome = dials(listing(), Duration.ofMillis(200));
        network.next().listener().provisional(SipAnswersTest.answer("100 Trying"));

        assertThat(notAnswered(outcome).ending()).isEqualTo(EndReason.CALLEE_NO_ANSWER);
    }

    @Test
    void tellsTheServersThatItWentOnFrom() {
        var outcome = dials(listing());
        var call = network.next();
        call.listener().passedOver(new Inviter.Failure.Refused(SipAnswersTest.answer("503 Full"), ""));

        call.listener().failed(new Inviter.Failure.Unanswered("No answer came from 192.0.2.2:5060 over UDP."));

        var ended = notAnswered(outcome);
        assertThat(ended.ending()).isEqualTo(EndReason.NETWORK_FAILED);
        assertThat(ended.detail())
                .isEqualTo("No answer came from 192.0.2.2:5060 over UDP; the last word of the network was: SIP/2.0 503"
                        + " Full.");
    }

    @Test
    void aPasswordIsAskedOfATrunkThatHasNone() {
        var outcome = dials(listing());

        network.next().refuses("401 Unauthorized");

        assertThat(notAnswered(outcome).detail()).contains("SIP/2.0 401 Unauthorized: ", "sipUsername");
    }

    @Test
    void keysAndUnprintableCharactersStayOutOfTheRecord() {
        var outcome = dials(Trunks.listing("127.0.0.1", 5060, CallerId.FROM_PAI));

        network.next()
                .answers(SDP.replace("RTP/AVP 8", "RTP/SAVP 8")
                        + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj\r\n");

        var ended = notAnswered(outcome);
        assertThat(ended.detail())
                .contains("m=audio 40000 RTP/SAVP 8", "sipSrtp")
                .doesNotContain("inline");
        assertThat(ended.answer()).map(NetworkAnswer::code).contains(200);
    }

    @Test
    void aRedirectWithinTheTrunkIsFollowed() {
        var outcome = dials(listing());
        var first = network.next();
        first.refuses("302 Moved Temporarily", "Contact: <sip:1000@127.0.0.1:5090>");

        var second = network.next();
        second.answers(SDP);

        leg(outcome);
        assertThat(second.invite().requestUri()).hasToString("sip:1000@127.0.0.1:5090");
        assertThat(second.way().targets()).extracting(Target::port).containsExactly(5090);
        assertThat(second.invite().callId()).isEqualTo(first.invite().callId());
        assertThat(second.invite().cseq()).isEqualTo(2);
    }

    @Test
    void aRedirectElsewhereIsRefusedInWords() {
        var outcome = dials(listing());

        network.next().refuses("302 Moved Temporarily", "Contact: <sip:1000@evil.example.org>");

        var ended = notAnswered(outcome);
        assertThat(ended.ending()).isEqualTo(EndReason.DESTINATION_REFUSED);
        assertThat(ended.detail()).contains("302 Moved Temporarily", "evil.example.org", "not followed");
    }

    @Test
    void theServerThatTheLineIsRegisteredAtIsCalledFirst() {
        var one = new Target(HERE, 5071, Transport.UDP);
        var two = new Target(HERE, 5072, Transport.UDP);
        var trunk = Trunks.registering("pbx.example.com", 5060, Optional.empty(), CallerId.PAI);
        Directory names = (host, port, transport) -> new Found.At(List.of(one, two));

        var outcome = dials(outgoing(trunk, LONG, names, Optional.of(two)));
        var call = network.next();
        call.refuses("486 Busy Here");
        notAnswered(outcome);

        assertThat(call.way().targets()).containsExactly(two, one);
    }

    @Test
    void eachTargetIsOfferedSoundByItsOwnVersionOfIp() {
        assumeTrue(LocalAddresses.ofThisMachine().contains(InetAddress.ofLiteral("::1")), "This machine has no IPv6.");
        var four = new Target(HERE, 5071, Transport.UDP);
        var six = new Target(InetAddress.ofLiteral("::1"), 5072, Transport.UDP);
        var trunk = Trunks.registering("pbx.example.com", 5060, Optional.empty(), CallerId.PAI);
        Directory names = (host, port, transport) -> new Found.At(List.of(four, six));
        var everywhere = new LocalAddresses(Optional.empty(), InetAddress.ofLiteral("0.0.0.0"));
        var call = new SipOutgoingCall(
                Trunks.dialling(trunk, "1000", Map.of(), LONG),
                new SipOutgoingCall.Network(network, names, rtp, everywhere, reach(everywhere), Optional.empty()));

        var outcome = dials(call);
        var sent = network.next();

        assertThat(sent.invite().offer().apply(four)).contains("\r\nc=IN IP4 127.0.0.1\r\n");
        assertThat(sent.invite().offer().apply(six)).contains("\r\nc=IN IP6 0:0:0:0:0:0:0:1\r\n", " IN IP6 ");
        sent.refuses("486 Busy Here");
        notAnswered(outcome);
    }

    @Test
    void aServerThatTheNameDoesNotLeadToAnyMoreIsNotCalled() {
        var one = new Target(HERE, 5071, Transport.UDP);
        var gone = new Target(HERE, 5072, Transport.UDP);
        var trunk = Trunks.registering("pbx.example.com", 5060, Optional.empty(), CallerId.PAI);
        Directory names = (host, port, transport) -> new Found.At(List.of(one));

        var outcome = dials(outgoing(trunk, LONG, names, Optional.of(gone)));
        var call = network.next();
        call.refuses("486 Busy Here");
        notAnswered(outcome);

        assertThat(call.way().targets()).containsExactly(one);
    }

    @Test
    void aRangeOfAddressesCannotBeDialled() {
        var ended = notAnswered(dials(Trunks.listing("127.0.0.0/24", 5060, CallerId.FROM)));

        assertThat(ended.ending()).isEqualTo(EndReason.NETWORK_UNREACHABLE);
        assertThat(ended.detail()).contains("sipIp");
    }

    @Test
    void theCalleeHangsUp() {
        var outcome = dials(listing());
        var call = network.next();
        call.answers(SDP);
        var leg = leg(outcome);
        var over = new AtomicReference<Optional<EndReason>>(Optional.empty());
        leg.onLoop(() -> leg.listen(new Ear(over)));

        call.dialog().ended(new Ended(Ended.Cause.REMOTE_BYE, ""));

        Patience.until(
                "the leg ends", () -> Optional.of(EndReason.CALLEE_HUNG_UP).equals(over.get()));
    }

    @Test
    void nothingIsLeftOpenWhenNobodyAnswers() {
        var outcome = dials(listing());
        network.next().refuses("486 Busy Here");
        notAnswered(outcome);

        Patience.until("the ports are given back", () -> rtp.sessions() == 0);
    }

    private static Reach reach(LocalAddresses addresses) {
        return new Reach(addresses, any -> false);
    }

    private static Trunk listing() {
        return Trunks.listing("127.0.0.1", 5060, CallerId.FROM_PAI);
    }

    private SipOutgoingCall outgoing(Trunk trunk, Duration ringTime) {
        return outgoing(trunk, ringTime, directory, Optional.empty());
    }

    private SipOutgoingCall outgoing(Trunk trunk, Duration ringTime, Directory names, Optional<Target> registeredAt) {
        var addresses = new LocalAddresses(Optional.empty(), HERE);
        return new SipOutgoingCall(
                Trunks.dialling(trunk, "1000", Map.of(), ringTime),
                new SipOutgoingCall.Network(network, names, rtp, addresses, reach(addresses), registeredAt));
    }

    private CompletableFuture<Outcome> dials(Trunk trunk) {
        return dials(trunk, LONG);
    }

    private CompletableFuture<Outcome> dials(Trunk trunk, Duration ringTime) {
        return dials(outgoing(trunk, ringTime));
    }

    private CompletableFuture<Outcome> dials(SipOutgoingCall call) {
        return CompletableFuture.supplyAsync(
                () -> call.dial(AudioFormat.PCMU, rings::incrementAndGet), Thread::startVirtualThread);
    }

    private static Leg leg(CompletableFuture<Outcome> outcome) {
        return ((Outcome.Answered) outcome.orTimeout(5, TimeUnit.SECONDS).join()).leg();
    }

    private static Outcome.NotAnswered notAnswered(CompletableFuture<Outcome> outcome) {
        return (Outcome.NotAnswered) outcome.orTimeout(5, TimeUnit.SECONDS).join();
    }

    private record Ear(AtomicReference<Optional<EndReason>> over) implements Leg.Listener {
        @Override
        public void heard(chorus.audio.Frame frame) {}

        @Override
        public void pressed(char digit) {}

        @Override
        public void held(boolean sounds) {}

        @Override
        public void resumed() {}

        @Override
        public void reached(String mark, long heardMillis, boolean played) {}

        @Override
        public void ended(EndReason reason) {
            over.set(Optional.of(reason));
        }
    }
}
