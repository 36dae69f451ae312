package org.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.platform.JsonBodies;
import org.parley.platform.ProblemException;

class JsonInputTest {
    @Test
    void everyKindOfValueIsKept() {
        Document stored = JsonInput.object(
                "metadata", json("{\"a\":[1,2.5,\"x\",true,null,{\"b\":9007199254740993}],\"c\":-3,\"d\":{}}"));

        assertThat(stored.getInteger("c")).isEqualTo(-3);
        assertThat(stored.get("d", Document.class)).isEmpty();
        List<Object> list = stored.getList("a", Object.class);
        assertThat(list.subList(0, 5)).containsExactly(1, 2.5, "x", true, null);
        assertThat(list.get(5)).isEqualTo(new Document("b", 9007199254740993L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$set\":1}",
                "{\"a.b\":1}",
                "{\"\":1}",
                "{\"a\\u0000b\":1}",
                "{\"deep\":{\"$where\":1}}",
                "{\"list\":[{\"x.y\":1}]}",
                "{\"n\":1e999}",
                "{\"n\":1e999999999}",
                "{\"s\":\"\\ud800\"}",
                "{\"s\":\"\\udc00x\"}"
            })
    void whatMongoDbCannotKeepIsRefused(String body) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> JsonInput.object("metadata", json(body)))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(400))
                .satisfies(
                        problem -> assertThat(problem.errors().get(0).field()).startsWith("metadata"));
    }

    @Test
    void nestingHasAnEnd() {
        String deep = "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}";

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> JsonInput.object("metadata", json(deep)));
    }

    @Test
    void aWholePairOfSurrogatesIsOneCharacter() {
        assertThat(JsonInput.object("metadata", json("{\"s\":\"\\ud83d\\ude00\"}"))
                        .getString("s"))
                .isEqualTo("\uD83D\uDE00");
    }

    private static JsonValue json(String body) {
        return JsonBodies.parse(body.getBytes(StandardCharsets.UTF_8));
    }
}
