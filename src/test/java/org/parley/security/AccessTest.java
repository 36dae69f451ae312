package org.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {
    @ParameterizedTest
    @CsvSource({
        "/, PAGE",
        "/chat.xhtml, PAGE",
        "/login.xhtml, OPEN",
        "/login.xhtmlx, PAGE",
        "/register.xhtml, OPEN",
        "/resources/css/base.css, STATIC",
        "/jakarta.faces.resource/faces.js.xhtml, STATIC",
        "/resourcesx, PAGE",
        "/favicon.ico, STATIC",
        "/auth/login, OPEN",
        "/api/auth/login, OPEN",
        "/api/auth/logout, OPEN",
        "/api/auth/register, OPEN",
        "/auth/oidc/login, OPEN",
        "/api/auth/oidc/callback, OPEN",
        "/api/auth/oidc/backchannel-logout, OPEN",
        "/auth/oidc, REST",
        "/auth/oidc/callback/x, REST",
        "/api/auth/me, REST",
        "/auth/loginx, REST",
        "/api/auth/login/x, REST",
        "/api, REST",
        "/api/health, OPEN",
        "/conversations, REST",
        "/conversations/1/messages, REST",
        "/api/conversations, REST",
        "/api/resources/x, REST",
        "/health/ready, OPEN",
        "/healthy, PAGE",
        "/openapi, OPEN",
        "/metrics, PAGE"
    })
    void everyPathHasItsRule(String path, Access access) {
        assertThat(Access.of(path)).isEqualTo(access);
    }
}
