package org.parley.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.platform.Settings;

class OidcSettingsTest {
    private final Map<String, String> values = new HashMap<>(
            Map.of("PARLEY_OIDC_ISSUER", "https://login.example.org/realm", "PARLEY_OIDC_CLIENT_ID", "parley"));

    @Test
    void withoutAProviderThereIsNone() {
        values.clear();

        assertThat(read()).isEmpty();
    }

    @Test
    void nobodyIsRegisteredAndNobodyMadeAnAdministratorUnlessItIsSaid() {
        assertThat(read()).hasValueSatisfying(settings -> {
            assertThat(settings.registrationOpen()).isFalse();
            assertThat(settings.adminClaim()).isEmpty();
            assertThat(settings.clientSecret()).isEmpty();
        });
    }

    @Test
    void readsWhatIsSaid() {
        values.put("PARLEY_OIDC_CLIENT_SECRET", "secret");
        values.put("PARLEY_OIDC_REGISTRATION", "open");
        values.put("PARLEY_OIDC_ADMIN_CLAIM", "groups=cn=admins,dc=example");

        assertThat(read())
                .contains(new OidcSettings(
                        "https://login.example.org/realm",
                        "parley",
                        Optional.of("secret"),
                        true,
                        Optional.of(new AdminClaim("groups", "cn=admins,dc=example"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "login.example.org",
                "http://login.example.org",
                "ftp://login.example.org",
                "https://",
                "https://a b",
                "https://login.example.org?x=1",
                "https://login.example.org#x",
                "https://user:pass@login.example.org"
            })
    void refusesAnAddressThatOthersCouldAnswerFor(String issuer) {
        values.put("PARLEY_OIDC_ISSUER", issuer);

        refused("PARLEY_OIDC_ISSUER");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:8080/x", "http://127.0.0.1:8080", "http://[::1]:80/", "https://a.example"})
    void acceptsHttpsAndThisMachine(String issuer) {
        values.put("PARLEY_OIDC_ISSUER", issuer);

        assertThat(read()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"groups", "=admins", "groups=", " = "})
    void refusesAClaimWithoutAValue(String claim) {
        values.put("PARLEY_OIDC_ADMIN_CLAIM", claim);

        refused("PARLEY_OIDC_ADMIN_CLAIM");
    }

    @Test
    void refusesWhatIsIncomplete() {
        values.put("PARLEY_OIDC_REGISTRATION", "maybe");
        refused("PARLEY_OIDC_REGISTRATION");
        values.remove("PARLEY_OIDC_CLIENT_ID");
        refused("PARLEY_OIDC_CLIENT_ID");
        for (String key : List.of(
                "PARLEY_OIDC_CLIENT_ID",
                "PARLEY_OIDC_CLIENT_SECRET",
                "PARLEY_OIDC_CLIENT_SECRET_FILE",
                "PARLEY_OIDC_REGISTRATION",
                "PARLEY_OIDC_ADMIN_CLAIM")) {
            values.clear();
            values.put(key, "open");
            refused(key.replace("_FILE", ""));
        }
    }

    private void refused(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(this::read)
                .withMessageContaining(key)
                .withMessageNotContaining("null");
    }

    private Optional<OidcSettings> read() {
        return OidcSettings.of(new Settings(key -> Optional.ofNullable(values.get(key))));
    }
}
