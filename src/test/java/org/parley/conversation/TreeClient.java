package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** A new user with a conversation to branch. */
final class TreeClient {
    final Client client = Node.shared().newUser();
    final String path = "/api/conversations/"
            + client.post("/api/conversations", "{\"title\": \"Tree\", \"metadata\": {\"kept\": 1}}")
                    .json()
                    .getString("id");

    JsonObject thread(String query) {
        Answer answer = client.get(path + "/thread" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    int append(int number, Integer parent) {
        Answer answer = client.post(path + "/messages", message(number, parent), "Prefer", "return=minimal");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().getInt("seq");
    }

    static String message(int number, Integer parent) {
        JsonObjectBuilder message =
                Json.createObjectBuilder().add("role", "user").add("content", "m" + number);
        if (parent != null) {
            message.add("parent", parent);
        }
        return message.build().toString();
    }

    static List<Integer> seqs(JsonObject thread) {
        return thread.getJsonArray("messages").getValuesAs(JsonObject.class).stream()
                .map(message -> message.getInt("seq"))
                .toList();
    }

    static List<String> shape(JsonObject thread) {
        return thread.getJsonArray("messages").getValuesAs(JsonObject.class).stream()
                .map(message -> message.getString("content") + ":"
                        + (message.containsKey("siblings") ? message.getJsonArray("siblings") : ""))
                .toList();
    }
}
