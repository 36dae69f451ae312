package org.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"password", "PassWord", "12345678", "iloveyou", "Football", "trustno1", "password123"})
    void theCommonestAreRefusedInAnyCase(String password) {
        assertThat(fault(password)).contains(PasswordRules.COMMON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada.lovelace",
                "ADA.Lovelace",
                "ada.lovelace1815",
                "!!ada.lovelace!!",
                "countess@example.org",
                "Countess",
                "countess-99",
                "Augusta Ada King"
            })
    void onesOwnNameAndAddressAreRefused(String password) {
        assertThat(fault(password)).contains(PasswordRules.OWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery",
                "ada.lovelace wrote it",
                "        ",
                "9081726354",
                "\uD834\uDD1E\uD834\uDD1E\uD834\uDD1E\uD834\uDD1E\uD834\uDD1E\uD834\uDD1E\uD834\uDD1E\uD834\uDD1E"
            })
    void everyOtherOneMayBeChosen(String password) {
        assertThat(fault(password)).isEmpty();
    }

    @Test
    void lengthIsCountedInCharacters() {
        assertThat(fault("1234567")).isPresent();
        assertThat(fault(null)).isPresent();
        assertThat(fault("\uD834\uDD1E".repeat(7))).isPresent();
        assertThat(fault("x y".repeat(85))).isEmpty();
        assertThat(fault("x y".repeat(86))).isPresent();
    }

    @Test
    void missingAndVeryShortNamesForbidNothing() {
        assertThat(PasswordRules.fault("????????", "12345", "1@2.example", Optional.of("")))
                .isEmpty();
        assertThat(PasswordRules.fault("a long night", null, null, Optional.empty()))
                .isEmpty();
    }

    private static Optional<String> fault(String password) {
        return PasswordRules.fault(password, "ada.lovelace", "countess@example.org", Optional.of("Augusta Ada King"));
    }
}
