package org.parley.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.platform.ProblemException;

class NewTokenTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void aTokenHasANameScopesAndPerhapsAnEnd() {
        NewToken token = NewToken.of(json("""
                {"name": " backup ", "scopes": ["write", "read", "write"], "expires_at": "2026-03-01T13:00:01+01:00"}"""), NOW);

        assertThat(token.name()).isEqualTo("backup");
        assertThat(token.scopes()).containsExactly(Scope.READ, Scope.WRITE);
        assertThat(token.expiresAt()).contains(NOW.plusSeconds(1));
        assertThat(NewToken.of(json("{\"name\": \"x\", \"scopes\": [\"read\"], \"expires_at\": null}"), NOW)
                        .expiresAt())
                .isEmpty();
    }

    @Test
    void theLongestNameCountsCharactersNotUnits() {
        assertThat(NewToken.of(named("😀".repeat(100)), NOW).name()).hasSize(200);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> NewToken.of(named("😀".repeat(101)), NOW))
                .withMessageContaining("name");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name       | {"scopes": ["read"]}
            name       | {"name": null, "scopes": ["read"]}
            name       | {"name": 7, "scopes": ["read"]}
            name       | {"name": "  ", "scopes": ["read"]}
            name       | {"name": "a\\u0007b", "scopes": ["read"]}
            scopes     | {"name": "x"}
            scopes     | {"name": "x", "scopes": null}
            scopes     | {"name": "x", "scopes": []}
            scopes     | {"name": "x", "scopes": "read"}
            scopes     | {"name": "x", "scopes": ["read", "admin"]}
            scopes     | {"name": "x", "scopes": ["READ"]}
            scopes     | {"name": "x", "scopes": [null]}
            expires_at | {"name": "x", "scopes": ["read"], "expires_at": "tomorrow"}
            expires_at | {"name": "x", "scopes": ["read"], "expires_at": 1893456000}
            expires_at | {"name": "x", "scopes": ["read"], "expires_at": "2026-03-01T12:00:00Z"}
            expires_at | {"name": "x", "scopes": ["read"], "expires_at": "2020-01-01T00:00:00Z"}
            """)
    void whatIsWrongIsNamed(String field, String body) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> NewToken.of(json(body), NOW))
                .satisfies(refused -> {
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused.errors())
                            .singleElement()
                            .satisfies(error -> assertThat(error.field()).isEqualTo(field));
                });
    }

    @Test
    void secretsHold256RandomBits() {
        String secret = TokenSecret.next();

        assertThat(secret).matches("parley_[A-Za-z0-9_-]{43}").isNotEqualTo(TokenSecret.next());
        assertThat(TokenSecret.isWellFormed(secret)).isTrue();
        assertThat(TokenSecret.hash(secret)).matches("[0-9a-f]{64}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "parley_", "parley_abc", "PARLEY_0123456789012345678901234567890123456789012"})
    void otherTextsAreNoSecrets(String text) {
        assertThat(TokenSecret.isWellFormed(text)).isFalse();
        assertThat(TokenSecret.isWellFormed("parley_" + "a".repeat(43) + text + "\n"))
                .isFalse();
    }

    private static JsonObject named(String name) {
        return Json.createObjectBuilder()
                .add("name", name)
                .add("scopes", Json.createArrayBuilder().add("read"))
                .build();
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }
}
