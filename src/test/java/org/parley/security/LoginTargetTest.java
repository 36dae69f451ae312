package org.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTargetTest {
    @ParameterizedTest
    @ValueSource(strings = {"/chat.xhtml?c=65a50a7c0000000000000001", "/settings.xhtml", "/a%20b", "/?x=//y"})
    void aLocalPathIsGoneTo(String wish) {
        assertThat(LoginTarget.of(wish)).isEqualTo(wish);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "https://evil.example/",
                "javascript:alert(1)",
                "chat.xhtml",
                "/a\r\nSet-Cookie: x=y",
                "/\t/evil.example",
                "/login.xhtml?to=/chat.xhtml",
                "/password.xhtml?to=/chat.xhtml"
            })
    void anythingElseIsNot(String wish) {
        assertThat(LoginTarget.of(wish)).isEqualTo(LoginTarget.DEFAULT);
    }

    @Test
    void theLoginPageComesBack() {
        assertThat(LoginTarget.loginFor("/chat.xhtml?a=1&b=2"))
                .isEqualTo("/login.xhtml?to=%2Fchat.xhtml%3Fa%3D1%26b%3D2");
        assertThat(LoginTarget.loginFor("/")).isEqualTo("/login.xhtml");
        assertThat(LoginTarget.passwordFor("/chat.xhtml")).isEqualTo("/password.xhtml?to=%2Fchat.xhtml");
    }
}
