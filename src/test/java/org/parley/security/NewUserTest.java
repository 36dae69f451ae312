package org.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.platform.FieldError;

class NewUserTest {
    @Test
    void everyFaultIsNamed() {
        assertThat(new NewUser(null, null, null, Optional.of("x".repeat(201)), Caller.USER).errors())
                .extracting(FieldError::field)
                .containsExactly("username", "email", "password", "full_name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "a.b_c-d@e", "0123456789"})
    void goodNamesPass(String username) {
        assertThat(new NewUser(username, "a@b.example", "a long night", Optional.empty(), Caller.USER).errors())
                .isEmpty();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"ab", "a b", "ada\n", "äda", "a/b"})
    void badNamesDoNot(String username) {
        assertThat(new NewUser(username, "a@b.example", "a long night", Optional.empty(), Caller.USER).errors())
                .extracting(FieldError::field)
                .containsExactly("username");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"x", "a@", "@b.example", "a@b", "a@b..example", "a b@c.example", "a@b@c.example"})
    void badAddressesDoNot(String email) {
        assertThat(new NewUser("ada", email, "a long night", Optional.empty(), Caller.USER).errors())
                .extracting(FieldError::field)
                .containsExactly("email");
    }

    @Test
    void passwordsAreMeasuredInCharactersAndHaveNoOtherRule() {
        assertThat(new NewUser("ada", "a@b.example", "𝄞".repeat(256), Optional.empty(), Caller.USER).errors())
                .isEmpty();
        assertThat(new NewUser("ada", "a@b.example", "        ", Optional.empty(), Caller.USER).errors())
                .isEmpty();
        assertThat(new NewUser("ada", "a@b.example", "1234567", Optional.empty(), Caller.USER).errors())
                .hasSize(1);
        assertThat(new NewUser("ada", "a@b.example", "x".repeat(257), Optional.empty(), Caller.USER).errors())
                .hasSize(1);
    }

    @Test
    void aPasswordIsNeverPrinted() {
        assertThat(new NewUser("ada", "a@b.example", "secret", Optional.empty(), Caller.USER))
                .asString()
                .doesNotContain("secret");
    }
}
