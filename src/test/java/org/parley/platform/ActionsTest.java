package org.parley.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionsTest {
    @ParameterizedTest
    @CsvSource({
        "GET, /conversations, conversations.list",
        "HEAD, /conversations/, conversations.list",
        "POST, /conversations, conversations.create",
        "DELETE, /conversations, conversations.delete_all",
        "GET, /conversations/stats/count, conversations.count",
        "GET, /conversations/65a50a7c, conversations.get",
        "PUT, /conversations/65a50a7c, conversations.update",
        "PATCH, /conversations/65a50a7c, conversations.update",
        "DELETE, /conversations/65a50a7c, conversations.delete",
        "GET, /conversations/65a50a7c/messages, conversations.messages",
        "GET, /conversations/65a50a7c/thread, conversations.messages",
        "GET, /conversations/65a50a7c/export, conversations.export",
        "GET, /export, account.export",
        "POST, /conversations/65a50a7c/export, conversations.update",
        "POST, /conversations/65a50a7c/thread, conversations.update",
        "POST, /conversations/65a50a7c/messages, conversations.add_message",
        "POST, /conversations/65a50a7c/completions, conversations.add_message",
        "GET, /conversations/65a50a7c/completions, conversations.messages",
        "DELETE, /conversations/65a50a7c/completions/65a50a7d, conversations.add_message",
        "POST, /conversations/batch, conversations.update",
        "GET, /trash, trash.list",
        "DELETE, /trash, conversations.purge",
        "DELETE, /trash/65a50a7c, conversations.purge",
        "POST, /trash/65a50a7c/restore, conversations.restore",
        "GET, /tags, tags.list",
        "PUT, /tags/a%2Fb, tags.update",
        "DELETE, /tags/a/b, tags.delete",
        "GET, /projects, projects.list",
        "POST, /projects, projects.create",
        "PUT, /projects/65a50a7c, projects.update",
        "DELETE, /projects/65a50a7c, projects.delete",
        "GET, /auth/me/retention, retention.read",
        "GET, /auth/me/retention/preview, retention.read",
        "PUT, /auth/me/retention, retention.update",
        "PUT, /auth/me, auth.profile",
        "PUT, /auth/me/password, auth.password",
        "POST, /auth/me/delete, account.delete",
        "GET, /auth/me/activity, auth.activity",
        "GET, /auth/oidc/callback, auth.login",
        "POST, /auth/oidc/backchannel-logout, auth.logout",
        "GET, /auth/sessions, sessions.list",
        "DELETE, /auth/sessions, sessions.end",
        "DELETE, /auth/sessions/65a50a7c, sessions.end",
        "GET, /auth/tokens, tokens.list",
        "POST, /auth/tokens, tokens.create",
        "DELETE, /auth/tokens/65a50a7c, tokens.delete",
        "POST, /auth/totp, auth.totp",
        "POST, /auth/totp/confirm, auth.totp",
        "POST, /auth/totp/disable, auth.totp",
        "GET, /admin/users, admin.users.list",
        "POST, /admin/users/, admin.users.create",
        "PUT, /admin/users/65a50a7c, admin.users.update",
        "POST, /admin/users/65a50a7c/password, admin.users.password",
        "DELETE, /admin/users/65a50a7c/sessions, admin.users.sessions",
        "GET, /admin/audit, admin.audit",
        "GET, /admin/system, admin.system",
        "POST, /auth/login, auth.login",
        "POST, /auth/logout, auth.logout",
        "POST, /auth/register, auth.register"
    })
    void everyAuditedRequestHasAName(String method, String resource, String action) {
        assertThat(Actions.of(method, resource)).contains(action);
    }

    @Test
    void anActionSaysWhatItIsAbout() {
        assertThat(Actions.resourceType("tags.update")).isEqualTo("tag");
        assertThat(Actions.resourceType("projects.list")).isEqualTo("project");
        assertThat(Actions.resourceType("tokens.create")).isEqualTo("token");
        assertThat(Actions.resourceType("auth.login")).isEqualTo("user");
        assertThat(Actions.resourceType("sessions.end")).isEqualTo("user");
        assertThat(Actions.resourceType("account.delete")).isEqualTo("user");
        assertThat(Actions.resourceType("admin.users.update")).isEqualTo("user");
        assertThat(Actions.resourceType("admin.audit")).isEqualTo("audit");
        assertThat(Actions.resourceType("admin.system")).isEqualTo("system");
        assertThat(Actions.resourceType("retention.update")).isEqualTo("user");
        assertThat(Actions.resourceType("conversations.get")).isEqualTo("conversation");
        assertThat(Actions.resourceType("access.denied")).isEqualTo("conversation");
    }

    @Test
    void otherRequestsAreNotAudited() {
        assertThat(Actions.of("GET", "/auth/me")).isEmpty();
        assertThat(Actions.of("GET", "/health")).isEmpty();
        assertThat(Actions.of("OPTIONS", "/conversations")).isEmpty();
        assertThat(Actions.of("GET", "/conversationsx")).isEmpty();
    }

    @Test
    void anotherPersonsConversationIsADeniedAccessAndAnUnknownOneAFailure() {
        assertThat(Outcome.of(404, true)).isEqualTo(Outcome.DENIED);
        assertThat(Outcome.of(404, false)).isEqualTo(Outcome.FAILURE);
        assertThat(Outcome.of(403, false)).isEqualTo(Outcome.DENIED);
        assertThat(Outcome.of(503, false)).isEqualTo(Outcome.FAILURE);
        assertThat(Outcome.of(304, false)).isEqualTo(Outcome.SUCCESS);
    }
}
