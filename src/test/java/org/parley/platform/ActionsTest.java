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
        "POST, /conversations/65a50a7c/thread, conversations.update",
        "POST, /conversations/65a50a7c/messages, conversations.add_message",
        "POST, /conversations/65a50a7c/completions, conversations.add_message",
        "GET, /conversations/65a50a7c/completions, conversations.messages",
        "DELETE, /conversations/65a50a7c/completions/65a50a7d, conversations.add_message",
        "POST, /auth/login, auth.login",
        "POST, /auth/logout, auth.logout",
        "POST, /auth/register, auth.register"
    })
    void everyAuditedRequestHasAName(String method, String resource, String action) {
        assertThat(Actions.of(method, resource)).contains(action);
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
