package chorus.provider.twilio;

import chorus.phonebook.FieldProblem;
import chorus.phonebook.LineStatus;
import chorus.phonebook.LineStatus.Change;
import chorus.phonebook.LineStatus.State;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Preflight;
import chorus.phonebook.Takeovers;
import chorus.phonebook.Trunk;
import chorus.provider.AccountKeepers;
import chorus.provider.Dialling;
import chorus.provider.IncomingCalls;
import chorus.provider.Lanes;
import chorus.provider.LineJournal;
import chorus.provider.NumberShop;
import chorus.provider.OutgoingCall;
import chorus.provider.Provider;
import chorus.provider.Rhythm;
import chorus.web.Door;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Phone numbers at Twilio, each in an account of its owner's.
public final class TwilioProvider implements Provider {
    static final String PROVIDER = "twilio";

    /// How long one question may take while somebody waits for the answer.
    private static final Duration WHILE_ONE_WAITS = Duration.ofSeconds(4);

    private final TwilioOptions options;
    private final Takeovers takeovers;
    private final TwilioRest rest;
    private final AccountDesk desk;
    private final Lanes lanes = new Lanes();
    private final LineJournal journal;
    private final AccountKeepers keepers;
    private final TwilioLines lines = new TwilioLines();
    private final Traffic traffic;

    /// @param loops   the media loops, in the order of [chorus.audio.MediaLoop#index]
    /// @param silence how long a call may bring no sound at all; zero: for ever
    public TwilioProvider(
            TwilioOptions options, List<EventLoop> loops, Duration silence, TwilioBooks books, Clock clock) {
        this(options, loops, silence, books, clock, Rhythm.standard());
    }

    TwilioProvider(
            TwilioOptions options,
            List<EventLoop> loops,
            Duration silence,
            TwilioBooks books,
            Clock clock,
            Rhythm rhythm) {
        this.options = options;
        this.takeovers = books.takeovers();
        this.rest = new TwilioRest(options.apiUrl());
        this.desk = new AccountDesk(rest, new Credentials(rest, System::nanoTime));
        this.journal = new LineJournal(books.histories());
        var urls = options.urls();
        var accounts = new TwilioAccounts(
                desk,
                urls.map(known -> new Pointing(desk, books.takeovers(), known, clock)),
                new PuttingBack(desk, books.takeovers(), urls),
                books.takeovers());
        this.keepers = new AccountKeepers(accounts, lanes, rhythm, clock, journal);
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
            case Trunk.SipRegistration _, Trunk.SipAllowlist _, Trunk.Voximplant _, Trunk.Browser _ -> false;
        };
    }

    @Override
    public Optional<NumberShop> shop() {
        return Optional.of(new TwilioShop(rest, desk, lanes, options.urls()));
    }

    @Override
    public List<FieldProblem> check(PhoneNumber number) {
        if (!(number.trunk() instanceof Trunk.Twilio account)) {
            return List.of();
        }
        var found = new ArrayList<FieldProblem>();
        var _ = lanes.in(account.account(), WHILE_ONE_WAITS, () -> {
            if (desk.find(account, number.number(), WHILE_ONE_WAITS) instanceof Finding.Wrong(var problem)) {
                found.add(problem);
            }
        });
        return found;
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
        attach(List.of(number), Map.of());
    }

    /// And puts back what left before we were stopped.
    @Override
    public void attachAll(List<PhoneNumber> numbers) {
        attach(numbers, journal.read());
        takeovers.left().stream()
                .map(takeover -> takeover.access().account())
                .distinct()
                .forEach(keepers::putBack);
    }

    private void attach(List<PhoneNumber> numbers, Map<UUID, List<Change>> histories) {
        numbers.forEach(lines::attach);
        if (options.urls().isPresent()) {
            keepers.attach(numbers, histories);
        }
    }

    @Override
    public void detach(PhoneNumber number) {
        lines.detach(number.id());
        keepers.detach(number);
    }

    @Override
    public void repair(PhoneNumber number) {
        keepers.repair(number.id());
    }

    @Override
    public LineStatus status(PhoneNumber number) {
        return options.obstacle()
                .map(why -> new LineStatus(State.UNAVAILABLE, why, number.updatedAt()))
                .or(() -> keepers.status(number.id()))
                .orElseGet(() -> new LineStatus(State.CONNECTING, "The line is being attached.", number.updatedAt()));
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
        return new TwilioPreflight(desk, options).of(number);
    }

    @Override
    public void close() {
        keepers.close();
        traffic.close();
        rest.close();
        keepers.awaitEnd();
        journal.close();
    }
}
