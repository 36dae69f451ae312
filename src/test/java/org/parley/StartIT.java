package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Await;
import org.parley.testing.Built;
import org.parley.testing.Command;
import org.parley.testing.Directories;
import org.parley.testing.Ports;
import org.parley.testing.ServerKind;

/** What {@code bin/parley} prints at start, and when it cannot start (issue 15, point 35). */
class StartIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"99999", "65536", "0", "-1", "eighty", "08000", "99999999999999999999"})
    void aPortThatIsNoneIsSaidSo(String port) {
        Command start = Command.run(Map.of("HTTP_PORT", port), "bin/parley");

        assertThat(start.status()).isEqualTo(1);
        assertThat(start.err())
                .isEqualTo("HTTP_PORT is '" + port + "'; it takes a port number from 1 to 65535, such as 8000.\n");
    }

    @Test
    void anUnknownCommandIsSaidSoAndNothingIsStarted() {
        Command unknown = Command.run(Map.of(), "bin/parley", "frobnicate");

        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err())
                .isEqualTo("bin/parley has no command 'frobnicate'. bin/parley help lists what it has.\n");
    }

    @Test
    void itSaysItsVersion() {
        assertThat(Command.run(Map.of(), "bin/parley", "--version").out()).matches("Parley \\d+\\.\\d+\\.\\d+\n");
    }

    @Test
    void aCopyOfTheFolderIsNotBuiltAgainUntilASourceChanges() throws IOException {
        for (String part : List.of("bin", "src/main", "embedded/src/main")) {
            Directories.copy(Built.top().resolve(part), directory.resolve(part));
        }
        for (String file : List.of("pom.xml", "war.xml", "embedded/pom.xml", "target/sources.sha256")) {
            Files.createDirectories(directory.resolve(file).getParent());
            Files.copy(Built.top().resolve(file), directory.resolve(file));
        }
        String library = directory.resolve("bin/lib.sh").toString();

        assertThat(isStale(library)).isFalse();
        Files.writeString(directory.resolve("src/main/webapp/robots.txt"), "User-agent: *\n");
        assertThat(isStale(library)).isTrue();
    }

    @Test
    void aWrongAddressOfTheDatabaseIsTheLastThingThatIsSaid() {
        assumeThat(ServerKind.chosen()).isEqualTo(ServerKind.PAYARA);

        Command start = Command.run(
                Map.of("HTTP_PORT", String.valueOf(Ports.free()), "MONGODB_URI", "mongodb://ada:se/cret@db.example/"),
                "bin/parley");

        assertThat(start.err()).startsWith("Parley cannot start: MONGODB_URI is not a MongoDB address. ");
        assertThat(start.err().lines()).hasSize(1);
        assertThat(start.out()).contains("server.log").doesNotContain("Exception", "\tat ", "cret");
    }

    @Test
    void aDatabaseThatIsAwayIsNamedAndAnotherStartOnThePortLeavesThisOneAlone() throws Exception {
        assumeThat(ServerKind.chosen()).isEqualTo(ServerKind.PAYARA);
        String port = String.valueOf(Ports.free());
        String database = "127.0.0.1:" + Ports.free();
        Map<String, String> settings =
                Map.of("HTTP_PORT", port, "MONGODB_URI", "mongodb://ada:secret@" + database + "/");
        Path said = directory.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(
                        Built.top().resolve("bin/parley").toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().putAll(settings);
        Process first = builder.start();
        try {
            Await.until("it has begun", () -> text(said).contains("Starting Parley"));
            Command second = Command.run(settings, "bin/parley");
            assertThat(second.status()).isEqualTo(1);
            assertThat(second.err()).startsWith("Port " + port + " is taken: another bin/parley is starting on it. ");

            Await.until("it says what it waits for", () -> text(said).contains("waits for"));
            assertThat(Files.readAllLines(said).get(1))
                    .contains("Parley waits for the database at " + database + ", which does not answer");
            assertThat(text(said)).doesNotContain("secret", "Exception");
            assertThat(first.isAlive()).isTrue();
        } finally {
            first.destroy();
            first.waitFor();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isStale(String library) throws IOException {
        try {
            return new ProcessBuilder("bash", "-c", ". \"$0\"; stale", library)
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
