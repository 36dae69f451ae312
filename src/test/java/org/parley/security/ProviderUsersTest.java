package org.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderUsersTest {
    @ParameterizedTest
    @CsvSource({
        "ada, ada",
        "Ada.King_1@example.org, Ada.King_1@example.org",
        "Ada King, Ada-King",
        "Zoë Müller, Zoe-Muller",
        "' ada!', ada",
        "дмитрий, user",
        "ab, user",
        "'', user",
        ", user"
    })
    void aWishedNameFollowsTheRulesOfNames(String wish, String name) {
        assertThat(ProviderUsers.username(identity(wish))).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"60", "64", "500"})
    void aLongNameLeavesRoomForANumber(int length) {
        assertThat(ProviderUsers.username(identity("a".repeat(length)))).hasSize(60);
    }

    private static ProviderIdentity identity(String wish) {
        return new ProviderIdentity(
                "https://a.example",
                "1",
                Optional.ofNullable(wish),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
