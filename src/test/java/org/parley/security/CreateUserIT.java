package org.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.store.Database;
import org.parley.testing.Built;
import org.parley.testing.Command;
import org.parley.testing.OpenDatabase;
import org.parley.testing.Terminal;

/** {@code bin/parley create-user} in a terminal, and in a script. */
class CreateUserIT {
    private static final String COMMAND = "bin/parley create-user --username ada --email ada@example.org";
    private static final String PASSWORD = "correct horse battery";
    private static final String FIRST = "Password, 8 to 256 characters: ";
    private static final String SECOND = "The same once more: ";

    @TempDir
    private Path directory;

    private Map<String, String> settings;

    @BeforeEach
    void set() {
        settings = Map.of("MONGODB_URI", "embedded:" + directory.resolve("data"));
    }

    @Test
    void inATerminalItAsksTwiceAndShowsNothing() {
        try (Terminal terminal = new Terminal(settings, COMMAND)) {
            assertThat(terminal.at(FIRST, PASSWORD).at(SECOND, PASSWORD).end()).isZero();

            assertThat(terminal.shown()).contains("Created the user ada (USER)").doesNotContain("horse");
        }
        assertThat(Passwords.matches(PASSWORD, ada().getString("password_hash")))
                .isTrue();
    }

    @Test
    void whatIsTooShortOrNotTheSameIsAskedForAgain() {
        try (Terminal terminal = new Terminal(settings, COMMAND)) {
            terminal.at(FIRST, "short")
                    .at(FIRST, PASSWORD)
                    .at(SECOND, PASSWORD + "y")
                    .at(FIRST, PASSWORD)
                    .at(SECOND, PASSWORD);
            assertThat(terminal.end()).isZero();

            assertThat(terminal.shown())
                    .contains("That has 5 characters. Choose a password of 8 to 256.")
                    .contains("Those two were not the same. Type one password, twice.");
        }
        assertThat(Passwords.matches(PASSWORD, ada().getString("password_hash")))
                .isTrue();
    }

    @Test
    void afterThreeTriesNobodyIsCreated() {
        try (Terminal terminal = new Terminal(settings, COMMAND)) {
            terminal.at(FIRST, "").at(FIRST, "short").at(FIRST, "x".repeat(257));
            assertThat(terminal.end()).isEqualTo(2);

            assertThat(terminal.shown()).contains("No user was created. Run the command again");
        }
        assertThat(ada()).isNull();
    }

    @Test
    void aWrongNameIsRefusedBeforeAnybodyTypesAPassword() {
        try (Terminal terminal = new Terminal(settings, COMMAND.replace("--username ada", "--username a"))) {
            assertThat(terminal.end()).isEqualTo(2);

            assertThat(terminal.shown())
                    .contains("--username must be 3 to 64 letters")
                    .doesNotContain("Password,");
        }
    }

    @Test
    void inAScriptItReadsStandardInputAndTheAddressOfTheDatabaseFromAFile() throws IOException {
        String uri = settings.get("MONGODB_URI");
        Command created = bash("echo '" + PASSWORD + "' | " + COMMAND + " --role admin");

        assertThat(created.status()).as(created.err()).isZero();
        assertThat(created.out()).isEqualTo("Created the user ada (ADMIN)\n");
        assertThat(Passwords.matches(PASSWORD, ada().getString("password_hash")))
                .isTrue();

        settings = Map.of(
                "MONGODB_URI_FILE",
                Files.writeString(directory.resolve("uri"), uri + "\n").toString());
        Command again = bash("echo '" + PASSWORD + "' | " + COMMAND);
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err().lines()).hasSize(1);

        Command empty = bash(COMMAND.replace("ada", "bob") + " </dev/null");
        assertThat(empty.status()).isEqualTo(2);
        assertThat(empty.err()).contains("--password must be 8 to 256 characters");
    }

    private Command bash(String line) {
        return Command.run(settings, "/bin/bash", "-c", "cd '" + Built.top() + "' && " + line);
    }

    private Document ada() {
        try (Database database = OpenDatabase.embedded(directory.resolve("data"))) {
            return database.collection("users")
                    .find(Filters.eq("username", "ada"))
                    .first();
        }
    }
}
