package chorus;

import chorus.call.CallHistory;
import chorus.call.CallRecord;
import chorus.doctor.Story;
import chorus.phonebook.Organization;
import chorus.secret.Secret;
import chorus.store.Store;
import java.net.URI;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Tells a call's story: asks the server when a key or an address is given, and otherwise reads the database beside it.
@Command(
        name = "doctor",
        description = "Tell why a call went as it went, and what to change.",
        footer = {
            "",
            "With --key, --url or CHORUS_ADMIN_KEY the server is asked; without any, the database of this",
            "machine's settings is read, whether the server runs or not."
        })
final class DoctorCommand implements Runnable {
    private static final String LAST = "last";
    private static final int MOST_ORGANIZATIONS = 1_000;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @CommandLine.Parameters(
            paramLabel = "CALL",
            description = "the id of the call, or: last; without it also who was not let in",
            defaultValue = "")
    private String call = "";

    @CommandLine.Option(names = "--url", description = "where the server is; default: this machine")
    private @Nullable URI url;

    @CommandLine.Option(names = "--key", description = "an API key of the call's organization")
    private @Nullable String key;

    @Override
    public void run() {
        var settings = Settings.read(System.getenv());
        Logging.level("warn");
        var wanted = call.equals(LAST) || call.isEmpty() ? Optional.<UUID>empty() : Optional.of(id());
        var given = Optional.ofNullable(key).map(Secret::of).or(settings::adminKey);
        var explicit = key != null || url != null;
        var told = given.isPresent() || explicit ? asked(settings, given, wanted, explicit) : Optional.<String>empty();
        print(told.orElseGet(() -> read(settings, wanted)));
    }

    /// Empty when no server is there and nobody insists on one.
    private Optional<String> asked(Settings settings, Optional<Secret> given, Optional<UUID> wanted, boolean explicit) {
        var place = Optional.ofNullable(url).orElseGet(() -> URI.create("http://127.0.0.1:" + settings.httpPort()));
        var known = given.orElseThrow(() -> new SettingsException(
                "An API key is needed to ask " + place + ": give --key, or set " + Setting.ADMIN_KEY.key() + "."));
        try (var server = new RemoteServer(place, known)) {
            var strangers = call.isEmpty() ? server.strangers() : "";
            if (strangers.isEmpty()) {
                return Optional.of(server.story(wanted));
            }
            var newest = server.hasCalls() ? "\n" + server.story(wanted) : "";
            return Optional.of("Who was not let in, and may be yours\n" + strangers + newest);
        } catch (RemoteServer.Unreachable e) {
            if (explicit) {
                throw new SettingsException(String.valueOf(e.getMessage()), e);
            }
            return Optional.empty();
        }
    }

    private String read(Settings settings, Optional<UUID> wanted) {
        try (var store = Databases.openBeside(settings, Clock.systemUTC())) {
            var found = wanted.map(id ->
                            among(store, owner -> store.callHistory().find(owner.id(), id)))
                    .orElseGet(() -> newest(store));
            return found.map(record -> Story.of(
                            record,
                            store.ladders()
                                    .find(
                                            record.call().organizationId(),
                                            record.call().id())))
                    .orElseThrow(() -> new SettingsException(
                            wanted.isPresent()
                                    ? "There is no call " + call + " in the database."
                                    : "There is no call yet."));
        }
    }

    private static Optional<CallRecord> newest(Store store) {
        return organizations(store)
                .flatMap(owner -> store.callHistory().list(owner.id(), CallHistory.Filter.NONE, 1, 0).items().stream())
                .max(Comparator.comparing(record -> record.call().createdAt()));
    }

    private static Optional<CallRecord> among(Store store, Function<Organization, Optional<CallRecord>> look) {
        return organizations(store).flatMap(owner -> look.apply(owner).stream()).findFirst();
    }

    private static Stream<Organization> organizations(Store store) {
        return store.organizations().list(MOST_ORGANIZATIONS, 0).items().stream();
    }

    private UUID id() {
        try {
            return UUID.fromString(call);
        } catch (IllegalArgumentException e) {
            throw new SettingsException("'" + call + "' is no call: give the id that /v1/calls shows, or: last.", e);
        }
    }

    private void print(String story) {
        if (spec != null) {
            var out = spec.commandLine().getOut();
            out.print(story);
            out.flush();
        }
    }
}
