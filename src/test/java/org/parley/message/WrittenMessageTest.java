package org.parley.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.junit.jupiter.api.Test;
import org.parley.platform.JsonBody;

/** A stored message at the end of a stream has the bytes that it had when JSON-P wrote it. */
class WrittenMessageTest {
    private static final String ODD = "\u001B[1m \"\\ \u007F\u2028 Gr\u00FC\u00DFe \uD83D\uDE42\r\n\t/";

    @Test
    void itsTextHasTheBytesOfJsonP() {
        Document plain = new Document("role", "assistant")
                .append("content", ODD)
                .append("timestamp", new Date(1_740_823_200_500L))
                .append("id", ODD)
                .append("model", "openai:" + ODD)
                .append(
                        "metrics",
                        new Document("totalTime", 1.25)
                                .append("completionTokens", 3)
                                .append(ODD, List.of(ODD, 5L, true)))
                .append("finish_reason", "length")
                .append("reasoning", ODD)
                .append("reasoning_time", 0.125)
                .append("tool_calls", List.of(new Document("name", ODD).append("arguments", List.of(1, ODD))))
                .append("attachments", List.of(new Document("name", ODD).append("size", 5L)))
                .append("parent", 2);
        Document parts = new Document("role", "assistant")
                .append("content", List.of(new Document("type", "text").append("text", ODD)));

        for (Document stored : List.of(plain, parts)) {
            StoredMessage message = StoredMessage.of(new RawBsonDocument(stored, new DocumentCodec()));
            JsonBody fields = json -> fields(json, message);

            assertThat(new WrittenMessage("", "", fields).json()).isEqualTo(byJsonP(fields));
        }
    }

    private static void fields(JsonGenerator json, StoredMessage message) throws IOException {
        json.writeStringField("conversation_id", "65a50a7c65a50a7c65a50a7c");
        MessageJson.fields(json, "65a50a7c65a50a7c65a50a7c", message, 3);
    }

    private static String byJsonP(JsonBody fields) {
        byte[] bytes = JsonBody.bytes(JsonBody.object(fields));
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes))) {
            return reader.readObject().toString();
        }
    }
}
