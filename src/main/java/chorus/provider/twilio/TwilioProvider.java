package chorus.provider.twilio;

import chorus.phonebook.LineStatus;
import chorus.phonebook.LineStatus.State;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Preflight;
import chorus.phonebook.Trunk;
import chorus.provider.Dialling;
import chorus.provider.IncomingCalls;
import chorus.provider.OutgoingCall;
import chorus.provider.Provider;
import chorus.web.Door;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Phone numbers at Twilio, each in an account of its owner's.
public final class TwilioProvider implements Provider {
    static final String PROVIDER = "twilio";

    private final TwilioOptions options;
    private final TwilioRest rest;
    private final TwilioLines lines = new TwilioLines();
    private final Traffic traffic;

    /// @param loops   the media loops, in the order of [chorus.audio.MediaLoop#index]
    /// @param silence how long a call may bring no sound at all; zero: for ever
    public TwilioProvider(TwilioOptions options, List<EventLoop> loops, Duration silence, Clock clock) {
        this.options = options;
        this.rest = new TwilioRest(options.apiUrl());
        this.traffic = new Traffic(options, rest, lines, loops, silence, clock);
    }

    @Override
    public String name() {
        return PROVIDER;
    }

    @Override
    public boolean carries(Trunk trunk) {
        return switch (trunk) {
            case Trunk.Twilio _ -> true;
            case Trunk.SipRegistration _, Trunk.SipAllowlist _, Trunk.Voximplant _ -> false;
        };
    }

    @Override
    public void start(IncomingCalls calls) {
        traffic.start(calls);
    }

    /// Where Twilio's webhooks and streams arrive, once it was started; without a public URL nowhere.
    public Optional<Door> door() {
        return traffic.door();
    }

    @Override
    public void attach(PhoneNumber number) {
        lines.attach(number);
    }

    @Override
    public void attachAll(List<PhoneNumber> numbers) {
        numbers.forEach(this::attach);
    }

    @Override
    public void detach(PhoneNumber number) {
        lines.detach(number.id());
    }

    @Override
    public LineStatus status(PhoneNumber number) {
        return options.publicUrl()
                .map(_ -> new LineStatus(State.CONNECTING, "The line is being attached.", number.updatedAt()))
                .orElseGet(() -> new LineStatus(
                        State.UNAVAILABLE,
                        "Twilio cannot reach this instance: set CHORUS_PUBLIC_URL to the https:// address under which the"
                                + " internet reaches it, and start again.",
                        number.updatedAt()));
    }

    @Override
    public Optional<OutgoingCall> outgoing(Dialling dialling) {
        return traffic.outgoing(dialling);
    }

    /// Twilio counts the calls that an account begins in a second, not those of a number.
    @Override
    public UUID line(PhoneNumber number) {
        return UUID.nameUUIDFromBytes(
                number.trunk() instanceof Trunk.Twilio twilio
                        ? twilio.accountSid().getBytes(StandardCharsets.US_ASCII)
                        : new byte[0]);
    }

    @Override
    public List<Preflight.Step> test(PhoneNumber number, Preflight.Order order) {
        return List.of();
    }

    @Override
    public void close() {
        traffic.close();
        rest.close();
    }
}
