package chorus.provider.voximplant;

import chorus.mediastream.Homes;
import chorus.phonebook.FieldProblem;
import chorus.phonebook.LineStatus;
import chorus.phonebook.LineStatus.Change;
import chorus.phonebook.LineStatus.State;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Preflight;
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
import chorus.provider.TestCalls;
import chorus.web.Door;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Phone numbers at Voximplant, each in an account of its owner's or in the server's own.
public final class VoximplantProvider implements Provider {
    static final String PROVIDER = "voximplant";

    /// How long one question may take while somebody waits for the answer.
    private static final Duration WHILE_ONE_WAITS = Duration.ofSeconds(4);

    private static final Duration GOODBYES = Duration.ofSeconds(5);
    static final String NO_ACCOUNT = "This server has no account of its own at Voximplant: give the number's"
            + " voximplantAccountId, and voximplantApiKey or voximplantServiceAccount.";

    private final VoximplantOptions options;
    private final Clock clock;
    private final VoximplantRest rest;
    private final SessionControl control;
    private final AccountDesk desk;
    private final Lanes lanes = new Lanes();
    private final VoximplantShop shop;
    private final Scenario scenario;
    private final LineJournal journal;
    private final VoximplantLines lines;
    private final Links links;
    private final AccountKeepers keepers;
    private final Optional<Exchange> exchange;
    private final Reconciling reconciling;
    private @Nullable VoximplantDoor door;

    /// @param loops   the media loops, in the order of [chorus.audio.MediaLoop#index]
    /// @param silence how long a call may bring no sound at all; zero: for ever
    public VoximplantProvider(
            VoximplantOptions options, List<EventLoop> loops, Duration silence, VoximplantBooks books, Clock clock) {
        this(options, loops, silence, books, clock, Rhythm.standard(), Scenario.shipped());
    }

    VoximplantProvider(
            VoximplantOptions options,
            List<EventLoop> loops,
            Duration silence,
            VoximplantBooks books,
            Clock clock,
            Rhythm rhythm,
            Scenario scenario) {
        this.options = options;
        this.clock = clock;
        this.rest = new VoximplantRest(options.apiUrl(), clock);
        this.control = new SessionControl(options.isRehearsal());
        this.desk = new AccountDesk(rest, options.standard());
        this.shop = new VoximplantShop(rest, desk, lanes);
        this.scenario = scenario;
        this.journal = new LineJournal(books.histories());
        this.lines = new VoximplantLines(options);
        this.links = new Links(books.installations(), clock);
        var accounts = new VoximplantAccounts(rest, desk, lines, links, options.urls(), scenario);
        this.keepers = new AccountKeepers(accounts, lanes, rhythm, clock, journal);
        this.reconciling = new Reconciling(
                rest, links, books, control, clock, rhythm.longest().dividedBy(5));
        this.exchange = options.urls()
                .map(urls -> new Exchange(
                        rest,
                        urls,
                        links,
                        new VoximplantCalls(),
                        new AwaitedStreams(System::nanoTime),
                        new Homes(loops),
                        control,
                        books,
                        silence));
    }

    @Override
    public String name() {
        return PROVIDER;
    }

    @Override
    public boolean carries(Trunk trunk) {
        return switch (trunk) {
            case Trunk.Voximplant _ -> true;
            case Trunk.SipRegistration _, Trunk.SipAllowlist _, Trunk.Twilio _, Trunk.Browser _ -> false;
        };
    }

    @Override
    public Optional<NumberShop> shop() {
        return Optional.of(shop);
    }

    @Override
    public List<FieldProblem> check(PhoneNumber number) {
        var place = lines.place(number);
        if (place.isEmpty()) {
            return List.of(new FieldProblem("voximplantAccountId", "is required. " + NO_ACCOUNT));
        }
        var found = new ArrayList<FieldProblem>();
        var account = place.get().account();
        var done = lanes.in(account.accountId(), WHILE_ONE_WAITS, () -> {
            switch (desk.find(account, number.number(), WHILE_ONE_WAITS)) {
                case Finding.Wrong(var problem) -> found.add(problem);
                case Finding.Unusable(var _, var why) -> found.add(new FieldProblem("number", why));
                case Finding.Present _, Finding.CallerIdOnly _, Finding.Unknown _ -> {}
            }
        });
        return done
                ? found
                : List.of(new FieldProblem(
                        "voximplantAccountId",
                        "could not be checked, so much is being done in account " + account.accountId()
                                + " now: send the same again"));
    }

    @Override
    public void start(IncomingCalls calls) {
        exchange.ifPresent(all -> {
            door = new VoximplantDoor(all, lines, calls, clock);
            reconciling.start(all.calls());
        });
    }

    /// Where scenarios turn to, once it was started; without a public URL nowhere.
    public Optional<Door> door() {
        return Optional.ofNullable(door);
    }

    @Override
    public void attach(PhoneNumber number) {
        lines.attach(number);
        lines.place(number).ifPresent(place -> keepers.putBack(place.account().accountId()));
        attach(List.of(number), Map.of());
    }

    /// And takes away what left before we were stopped.
    @Override
    public void attachAll(List<PhoneNumber> numbers) {
        attach(numbers, journal.read());
        links.accounts().forEach(keepers::putBack);
    }

    private void attach(List<PhoneNumber> numbers, Map<UUID, List<Change>> histories) {
        numbers.forEach(lines::attach);
        if (options.urls().isPresent()) {
            keepers.attach(
                    numbers.stream().filter(one -> lines.place(one).isPresent()).toList(), histories);
        }
    }

    @Override
    public void detach(PhoneNumber number) {
        lines.detach(number.id());
        keepers.detach(number);
    }

    @Override
    public boolean repair(PhoneNumber number) {
        return keepers.repair(number.id());
    }

    @Override
    public LineStatus status(PhoneNumber number) {
        return options.obstacle()
                .or(() -> lines.place(number).isEmpty() ? Optional.of(NO_ACCOUNT) : Optional.empty())
                .map(why -> new LineStatus(State.UNAVAILABLE, why, number.updatedAt()))
                .or(() -> keepers.status(number.id()))
                .orElseGet(() -> new LineStatus(State.CONNECTING, "The line is being attached.", number.updatedAt()));
    }

    /// The call is placed with the number's own key, whoever has set the application up: who only names an account
    /// calls nobody with it.
    @Override
    public Optional<OutgoingCall> outgoing(Dialling dialling) {
        return exchange.flatMap(all -> lines.place(dialling.number())
                .flatMap(place -> links.at(place).map(installation -> installation.with(place.account())))
                .map(installation -> new VoximplantOutgoingCall(dialling, all, installation)));
    }

    @Override
    public List<Preflight.Step> test(PhoneNumber number, Preflight.Order order, TestCalls calls) {
        return new VoximplantPreflight(rest, desk, links, options, scenario).of(number);
    }

    @Override
    public void close() {
        keepers.close();
        reconciling.close();
        exchange.ifPresent(all -> all.calls().close(GOODBYES));
        rest.close();
        control.close();
        keepers.awaitEnd();
        journal.close();
    }
}
