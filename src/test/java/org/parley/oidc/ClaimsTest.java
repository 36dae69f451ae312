package org.parley.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    private static final AdminClaim ADMINS = new AdminClaim("groups", "admins");

    private static final OidcSettings SETTINGS =
            new OidcSettings("https://a.example", "parley", Optional.empty(), false, Optional.of(ADMINS));

    @Test
    void theClaimIsTheValueOrAListThatHoldsIt() {
        assertThat(ADMINS.isIn(Map.of("groups", "admins"))).isTrue();
        assertThat(ADMINS.isIn(Map.of("groups", List.of("staff", "admins")))).isTrue();
        assertThat(ADMINS.isIn(Map.of("groups", List.of("admins2")))).isFalse();
        assertThat(ADMINS.isIn(Map.of("groups", "staff admins"))).isFalse();
        assertThat(ADMINS.isIn(Map.of("groups", Map.of("admins", true)))).isFalse();
        assertThat(ADMINS.isIn(Map.of())).isFalse();
    }

    @Test
    void anAddressThatIsSaidNotToBeVerifiedIsNotTaken() {
        assertThat(identity(Map.of("sub", "1", "email", "a@b.example")).email()).contains("a@b.example");
        assertThat(identity(Map.of("sub", "1", "email", "a@b.example", "email_verified", true))
                        .email())
                .isPresent();
        assertThat(identity(Map.of("sub", "1", "email", "a@b.example", "email_verified", false))
                        .email())
                .isEmpty();
        assertThat(identity(Map.of("sub", "1", "email", 7)).email()).isEmpty();
    }

    @Test
    void theTokenCountsBeforeTheUserInfo() {
        Claims token = new Claims(Map.of("sub", "1", "groups", "staff"));

        assertThat(token.isEnough(Optional.of(ADMINS))).isFalse();
        assertThat(token.and(new Claims(Map.of("sub", "1", "groups", "admins", "preferred_username", "ada")))
                        .identity(SETTINGS))
                .satisfies(identity -> {
                    assertThat(identity.administrator()).contains(false);
                    assertThat(identity.username()).contains("ada");
                });
    }

    private static org.parley.security.ProviderIdentity identity(Map<String, Object> claims) {
        return new Claims(claims).identity(SETTINGS);
    }
}
