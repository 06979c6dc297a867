package chorus.provider.sip;

import chorus.call.Refusal;
import chorus.rtp.Payloads;
import chorus.rtp.RtpParameters;
import chorus.sip.sdp.Answer;
import chorus.sip.sdp.Codec;
import chorus.sip.sdp.LocalMedia;
import chorus.sip.sdp.Negotiated;
import chorus.sip.sdp.OfferAnswer;
import chorus.sip.sdp.Security;
import chorus.sip.sdp.SessionDescription;
import chorus.sip.sdp.SessionDescription.Parsed;
import chorus.sip.transport.Reach;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The state of offer and answer in one call: our side, and where theirs is. Owned by the SIP loop once answered.
final class Negotiation {
    private LocalMedia local;
    private final Reach reach;
    private InetAddress signaller;
    private InetAddress remote;
    private Optional<Security.Chosen> keys = Optional.empty();

    /// @param signaller the far side's address in signalling; its sound goes there until a description says otherwise
    /// @param reach     where a description may send it
    Negotiation(LocalMedia local, InetAddress signaller, Reach reach) {
        this.local = local;
        this.signaller = signaller;
        this.reach = reach;
        this.remote = signaller;
    }

    LocalMedia local() {
        return local;
    }

    /// Our offer to another target than before, which may reach us at another address, or only by the other IP version.
    LocalMedia towards(InetAddress target, InetAddress here) {
        signaller = target;
        remote = target;
        local = local.at(here);
        return local;
    }

    /// The description of a later offer or answer: the same media, one version on.
    LocalMedia next() {
        local = local.next();
        return local;
    }

    /// A later offer of ours has keys of its own: it may be meant for somebody else, who knows nothing of the old.
    LocalMedia reoffer() {
        local = next().secured(Codecs.rekeyed(local.security()));
        return local;
    }

    /// Answers an offer of theirs. To a new key of theirs belongs a new one of ours; a call that is encrypted stays so.
    Outcome answer(String offer) {
        return read(offer, this::answer);
    }

    /// Reads their answer to an offer of ours within the call, which does not lose its encryption by it.
    Outcome confirm(String answer) {
        return read(answer, description -> kept(OfferAnswer.accept(local, description)));
    }

    /// Reads the answer to our last description, offered again as it was: what we had answered has the tag of theirs.
    Outcome renew(String answer) {
        var again = keys.map(agreed -> local.secured(local.security().with(agreed.ours())))
                .orElse(local);
        return read(answer, description -> kept(OfferAnswer.accept(again, description)));
    }

    /// Reads an answer to our invitation, of which there is one from each branch of a forked call.
    Outcome accept(String answer) {
        return read(answer, description -> OfferAnswer.accept(local, description));
    }

    private Answer answer(SessionDescription offer) {
        var answer = kept(OfferAnswer.answer(offer, local));
        if (!isRekeyed(answer)) {
            return answer;
        }
        local = local.secured(Codecs.rekeyed(local.security()));
        return OfferAnswer.answer(offer, local);
    }

    private Answer kept(Answer answer) {
        return keys.isPresent()
                        && answer instanceof Answer.Accepted accepted
                        && accepted.negotiated().crypto().isEmpty()
                ? new Answer.NoCommonEncryption("the call is encrypted, and is to go on in the clear")
                : answer;
    }

    private boolean isRekeyed(Answer answer) {
        return answer instanceof Answer.Accepted accepted
                && accepted.negotiated()
                        .crypto()
                        .flatMap(now -> keys.map(now::hasOtherKeyThan))
                        .orElse(false);
    }

    private Outcome read(String sdp, Function<SessionDescription, Answer> negotiate) {
        return switch (SessionDescription.parse(sdp)) {
            case Parsed.Broken(var problem) ->
                new Outcome.Failed(Refusal.BAD_REQUEST, "the session description: " + Quote.sentence(problem));
            case Parsed.Sound(var description) -> outcome(negotiate.apply(description));
        };
    }

    private Outcome outcome(Answer answer) {
        return switch (answer) {
            case Answer.Accepted(var agreed, var negotiated) ->
                negotiated
                        .remoteAddress()
                        .flatMap(this::forbidden)
                        .<Outcome>map(why -> new Outcome.Failed(Refusal.BAD_REQUEST, why))
                        .orElseGet(() -> new Outcome.Agreed(agreed.toString(), parameters(negotiated)));
            case Answer.NoCommonCodec(var offered) ->
                new Outcome.Failed(Refusal.NO_COMMON_CODEC, Quote.sentence(offered) + "; spoken here: " + spoken());
            case Answer.NoUsableAudio(var why) -> new Outcome.Failed(Refusal.NO_COMMON_CODEC, Quote.sentence(why));
            case Answer.NoCommonEncryption(var why) ->
                new Outcome.Failed(Refusal.NO_COMMON_ENCRYPTION, Quote.sentence(why));
        };
    }

    /// Why no sound is sent there.
    private Optional<String> forbidden(InetAddress named) {
        return reach.fault(named, signaller)
                .map(fault -> "the session description names " + named.getHostAddress() + " for sound, " + fault
                        + ", while the SIP messages go to " + signaller.getHostAddress()
                        + ": let it name the address at which the phone receives sound");
    }

    private String spoken() {
        return local.speaks().stream().filter(Codec::isSound).map(Codec::name).collect(Collectors.joining(", "));
    }

    /// To a host that the operator bars nothing is sent: the phone is behind NAT, which the signaller may be too, until
    /// it is heard.
    private RtpParameters parameters(Negotiated agreed) {
        remote = agreed.remoteAddress().orElse(remote);
        var payloads = new Payloads(
                Codecs.format(agreed.codec()),
                agreed.codec().payloadType(),
                agreed.receivedAs(),
                agreed.sendsEventsAs(),
                agreed.receivesEventsAs());
        keys = agreed.crypto();
        var theirs = new InetSocketAddress(remote, agreed.remotePort());
        return new RtpParameters(
                reach.isBarred(remote, signaller) ? new InetSocketAddress(signaller, agreed.remotePort()) : theirs,
                path(theirs).sources(),
                payloads,
                Math.toIntExact(agreed.packetTime().toMillis()),
                agreed.direction().sends(),
                agreed.direction().receives(),
                keys.map(Codecs::keys));
    }

    /// The way of sound to and from a phone that is heard there.
    MediaPath path(InetSocketAddress theirs) {
        return new MediaPath(new InetSocketAddress(local.address(), local.port()), theirs, signaller);
    }

    sealed interface Outcome {
        /// @param sdp what to answer
        record Agreed(String sdp, RtpParameters parameters) implements Outcome {}

        record Failed(Refusal refusal, String why) implements Outcome {}
    }
}
