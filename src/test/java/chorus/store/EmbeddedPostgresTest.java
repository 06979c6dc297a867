package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.phonebook.Organization;
import chorus.secret.MasterKeyFile;
import chorus.secret.Sealer;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    /// One for all tests: making a database takes longer than starting it.
    @TempDir
    private static Path data;

    @Test
    void keepsItsDataWhenTheServerIsKilled() throws Exception {
        var home = data.resolve("postgres");
        try (var server = EmbeddedPostgres.start(home, TestDatabase.programs())) {
            run(server, "create table if not exists kept (word text)");
            run(server, "insert into kept values ('durable')");
            server.process().destroyForcibly();
            server.process().onExit().get(10, TimeUnit.SECONDS);
        }
        try (var server = EmbeddedPostgres.start(home, TestDatabase.programs())) {
            assertThat(text(server, "select word from kept")).isEqualTo("durable");
        }
    }

    @Test
    void writesToTheDiskBeforeItSaysSo() {
        try (var server = EmbeddedPostgres.start(data.resolve("postgres"), TestDatabase.programs())) {
            assertThat(text(server, "show fsync")).isEqualTo("on");
            assertThat(text(server, "show synchronous_commit")).isEqualTo("on");
            assertThat(text(server, "show full_page_writes")).isEqualTo("on");
        }
    }

    @Test
    void letsNobodyInWithoutThePassword() {
        try (var server = EmbeddedPostgres.start(data.resolve("postgres"), TestDatabase.programs())) {
            var url = server.url();
            var guess = new DatabaseUrl(
                    url.host(),
                    url.port(),
                    url.database(),
                    url.user(),
                    Optional.of(chorus.secret.Secret.of("guess")),
                    url.options());
            assertThatThrownBy(() -> TestDatabase.source(guess).getConnection())
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void keepsItsPasswordAndKeyToTheirOwner() throws Exception {
        MasterKeyFile.in(data);
        EmbeddedPostgres.start(data.resolve("postgres"), TestDatabase.programs())
                .close();
        for (var file : new Path[] {data.resolve("master.key"), data.resolve("postgres/password")}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void refusesASecondProcessOnTheSameDirectory() throws Exception {
        var holder = Holder.start(data);
        assertThat(holder.line()).startsWith("open after");
        assertThatThrownBy(() -> EmbeddedPostgres.start(data.resolve("postgres"), TestDatabase.programs()))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("Another Chorus already runs on");
        holder.close();
    }

    @Test
    void takesOverFromAProcessThatWasKilled() throws Exception {
        var killed = Holder.start(data);
        assertThat(killed.line()).startsWith("open after");
        killed.process.destroyForcibly().waitFor();
        var options = new StoreOptions(new StoreOptions.Place.Embedded(data, TestDatabase.programs()), "main", 4, 10);
        try (var store = Store.open(options, new Sealer(MasterKeyFile.in(data)), Clock.systemUTC())) {
            assertThat(store.organizations().list(10, 0).items())
                    .extracting(Organization::name)
                    .contains("Held");
        }
    }

    @Test
    void outlivesCtrlCAtTheTerminal() throws Exception {
        var holder = Holder.startAtTerminal(data);
        assertThat(holder.line()).startsWith("open after");
        new ProcessBuilder("sh", "-c", "kill -s INT -- -" + holder.process.pid())
                .start()
                .waitFor();
        assertThat(holder.line()).isEqualTo("made one more");
        assertThat(holder.process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void startsOverAfterAMakingThatWasInterrupted(@TempDir Path other) throws Exception {
        var unfinished = other.resolve("data.unfinished");
        Files.createDirectories(unfinished);
        Files.writeString(unfinished.resolve("PG_VERSION"), "18");
        try (var server = EmbeddedPostgres.start(other, TestDatabase.programs())) {
            assertThat(text(server, "select 'up'")).isEqualTo("up");
        }
    }

    @Test
    void startsDespiteALockFileWhoseProcessIsAnother() throws Exception {
        var home = data.resolve("postgres");
        EmbeddedPostgres.start(home, TestDatabase.programs()).close();
        var ours = ProcessHandle.current().pid();
        Files.writeString(
                home.resolve("data/postmaster.pid"), ours + "\n" + home.resolve("data") + "\n1\n5432\n\n127.0.0.1\n\n");
        try (var server = EmbeddedPostgres.start(home, TestDatabase.programs())) {
            assertThat(text(server, "select 'up'")).isEqualTo("up");
        }
    }

    @Test
    void leavesNoProcessBehind() {
        var server = EmbeddedPostgres.start(data.resolve("postgres"), TestDatabase.programs());
        server.close();
        assertThat(server.process().isAlive()).isFalse();
    }

    private static void run(EmbeddedPostgres server, String statement) {
        Sql.with(TestDatabase.source(server.url()), statement, sql -> sql.run(statement));
    }

    private static String text(EmbeddedPostgres server, String query) {
        return Sql.with(TestDatabase.source(server.url()), query, sql -> sql.first(query, row -> row.getString(1)))
                .orElseThrow();
    }

    private record Holder(Process process, BufferedReader output) {
        static Holder start(Path data) throws Exception {
            return start(List.of(), data);
        }

        /// As a shell does with what is typed at it: in a process group of its own, which Ctrl-C interrupts as a whole.
        static Holder startAtTerminal(Path data) throws Exception {
            return start(List.of("perl", "-e", "$SIG{INT} = q(DEFAULT); setpgrp; exec { $ARGV[0] } @ARGV"), data);
        }

        private static Holder start(List<String> prefix, Path data) throws Exception {
            var command = new ArrayList<>(prefix);
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    StoreHolder.class.getName(),
                    data.toString()));
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Holder(process, process.inputReader());
        }

        /// The next line that the holder says, past what it logs.
        String line() throws Exception {
            var line = output.readLine();
            while (line != null
                    && !line.startsWith("open")
                    && !line.startsWith("made")
                    && !line.startsWith("refused")) {
                line = output.readLine();
            }
            return String.valueOf(line);
        }

        void close() throws Exception {
            process.getOutputStream().close();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
