package org.parley.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.platform.Settings;
import org.parley.testing.Rows;

/** The settings of the first administrator; {@link UsersContract} tests what they do. */
class FirstAdminSettingsTest {
    @Rows({
        "ada | | PARLEY_ADMIN is set without a password; set PARLEY_ADMIN_PASSWORD_FILE too",
        " | correct horse | PARLEY_ADMIN_PASSWORD is set without a name; set PARLEY_ADMIN too",
        "ad | correct horse | PARLEY_ADMIN must be 3 to 64 letters, digits, '.', '_', '-' or '@'",
        "ada lovelace | correct horse | PARLEY_ADMIN must be 3 to 64 letters, digits, '.', '_', '-' or '@'",
        "ada | s3cret | PARLEY_ADMIN_PASSWORD must be 8 to 256 characters",
        "ada | Password1 | PARLEY_ADMIN_PASSWORD is one of the 10,000 commonest passwords. Choose another one",
        "ada-lovelace | ada-lovelace1 | PARLEY_ADMIN_PASSWORD is your own name or e-mail address. Choose another one"
    })
    void whatCreateUserWouldRefuseStopsTheStart(String name, String password, String sentence) {
        Map<String, String> set = new TreeMap<>();
        Optional.ofNullable(name).ifPresent(value -> set.put("PARLEY_ADMIN", value));
        Optional.ofNullable(password).ifPresent(value -> set.put("PARLEY_ADMIN_PASSWORD", value));

        assertThatIllegalArgumentException().isThrownBy(() -> admin(set)).withMessage(sentence);
    }

    @Test
    void aPasswordIsReadFromAFileOrFromTheSettingButNotFromBoth(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "correct horse\n");
        Map<String, String> set =
                new TreeMap<>(Map.of("PARLEY_ADMIN", "ada", "PARLEY_ADMIN_PASSWORD_FILE", file.toString()));

        assertThat(admin(set).admin()).get().extracting(NewUser::email).isEqualTo("ada@parley.invalid");
        set.put("PARLEY_ADMIN_PASSWORD", "correct horse");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> admin(set))
                .withMessage(
                        "PARLEY_ADMIN_PASSWORD and PARLEY_ADMIN_PASSWORD_FILE are both set; leave one of them out");
        assertThat(admin(Map.of()).admin()).isEmpty();
    }

    private static FirstAdminSettings admin(Map<String, String> set) {
        return new FirstAdminSettings(new Settings(key -> Optional.ofNullable(set.get(key))));
    }
}
