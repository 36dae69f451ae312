package org.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.password4j.Argon2Function;
import com.password4j.BcryptFunction;
import com.password4j.Password;
import com.password4j.types.Argon2;
import com.password4j.types.Bcrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordsTest {
    private static final String PASSWORD = "correct horse ✓";

    @Test
    void aNewHashIsArgon2idWithTheRecommendedParameters() {
        assertThat(Passwords.hash(PASSWORD)).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void aPasswordMatchesItsHashAndNoOther() {
        String hash = Passwords.hash(PASSWORD);

        assertThat(Passwords.matches(PASSWORD, hash)).isTrue();
        assertThat(Passwords.matches(PASSWORD + " ", hash)).isFalse();
        assertThat(Passwords.matches("", hash)).isFalse();
        assertThat(Passwords.isOutdated(hash)).isFalse();
    }

    @Test
    void twoHashesOfOnePasswordDiffer() {
        assertThat(Passwords.hash(PASSWORD)).isNotEqualTo(Passwords.hash(PASSWORD));
    }

    @ParameterizedTest
    @EnumSource(
            value = Bcrypt.class,
            names = {"A", "B", "Y"})
    void bcryptIsCheckedAndIsOutdated(Bcrypt kind) {
        String hash = Password.hash(PASSWORD)
                .with(BcryptFunction.getInstance(kind, 4))
                .getResult();

        assertThat(Passwords.matches(PASSWORD, hash)).isTrue();
        assertThat(Passwords.matches("wrong", hash)).isFalse();
        assertThat(Passwords.isOutdated(hash)).isTrue();
    }

    @Test
    void aHashThatAnotherLibraryMadeIsChecked() {
        // The published example of the Python library bcrypt's test vectors.
        String hash = "$2b$04$cVWp4XaNU8a4v1uMRum2SO026BWLIoQMD/TXg5uZV.0P.uO8m3YEm";

        assertThat(Passwords.matches("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"))
                .isTrue();
        assertThat(Passwords.matches("U*U", hash)).isFalse();
    }

    @Test
    void weakerArgon2IsCheckedAndIsOutdated() {
        String hash = Password.hash(PASSWORD)
                .addRandomSalt(16)
                .with(Argon2Function.getInstance(4_096, 1, 1, 32, Argon2.ID))
                .getResult();

        assertThat(Passwords.matches(PASSWORD, hash)).isTrue();
        assertThat(Passwords.isOutdated(hash)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "$2b$12$short", "$argon2id$broken", "$argon2id$v=19$m=1,t=1,p=1$!$!", "$1$x$y"})
    void whatIsNoKnownHashMatchesNothing(String hash) {
        assertThat(Passwords.matches(PASSWORD, hash)).isFalse();
        assertThat(Passwords.isOutdated(hash)).isTrue();
    }
}
