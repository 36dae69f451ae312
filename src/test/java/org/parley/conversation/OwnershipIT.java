package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.List;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** Users cannot read or change conversations of other users, or learn that they exist. */
class OwnershipIT {
    private static final String MESSAGE = "{\"role\": \"user\", \"content\": \"x\"}";

    private final Node node = Node.shared();
    private final Client owner = node.newUser();
    private final String id = owner.post("/api/conversations", "{\"title\": \"mine\", \"messages\": [" + MESSAGE + "]}")
            .json()
            .getString("id");

    @Test
    void anotherUserMeetsTheSame404AsForAnIdThatNeverWas() {
        assertSeesNothing(node.newUser());
    }

    @Test
    void anAdministratorHasNoWayIn() {
        Client admin = node.client().login("admin", "admin123");

        assertSeesNothing(admin);
        assertThat(admin.get("/api/conversations?status=all").text()).doesNotContain(id);
    }

    @Test
    void othersListsCountsAndDeletionsStayTheirOwn() {
        Client other = node.newUser();

        assertThat(other.get("/api/conversations").array()).isEmpty();
        assertThat(other.get("/api/conversations/stats/count").json().getInt("count"))
                .isZero();
        assertThat(other.delete("/api/conversations").json().getInt("deleted_count"))
                .isZero();
        assertThat(owner.get("/api/conversations").array()).hasSize(1);
    }

    @Test
    void aUserWhoIsSwitchedOffIsOutWithTheNextRequest() {
        var users = node.database().getCollection("users");
        var me = Filters.eq("_id", new ObjectId(owner.get("/api/auth/me").json().getString("id")));

        users.updateOne(me, Updates.set("is_active", false));
        assertThat(owner.get("/api/conversations/" + id).status()).isEqualTo(401);
        assertThat(owner.get("/api/auth/me").status()).isEqualTo(401);
        assertThat(owner.post("/api/conversations/" + id + "/messages", MESSAGE).status())
                .isEqualTo(401);
        users.updateOne(me, Updates.set("is_active", true));
        assertThat(owner.get("/api/conversations/" + id).json().getJsonArray("messages"))
                .hasSize(1);
    }

    private void assertSeesNothing(Client stranger) {
        for (String path : List.of(id, new ObjectId().toHexString(), "x", "1".repeat(25))) {
            String item = "/api/conversations/" + path;
            for (Answer answer : List.of(
                    stranger.get(item),
                    stranger.get(item, "If-None-Match", "*"),
                    stranger.put(item, "{\"title\": \"theirs\"}"),
                    stranger.put(item, "{\"messages\": []}"),
                    stranger.put(item, "{}", "If-Match", "*"),
                    stranger.get(item + "/messages"),
                    stranger.get(item + "/messages?before=1"),
                    stranger.post(item + "/messages", MESSAGE),
                    stranger.post(item + "/messages", MESSAGE, "Idempotency-Key", "k-" + path),
                    stranger.post(item + "/completions", "{}"),
                    stranger.delete(item, "If-Match", "*"),
                    stranger.delete(item))) {
                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.text())
                        .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                                + "\"detail\":\"Conversation not found\"}");
            }
        }
        assertThat(owner.get("/api/conversations/" + id).json().getString("title"))
                .isEqualTo("mine");
    }
}
