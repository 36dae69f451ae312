package org.parley.platform;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Texts for events and requests have the bytes that JSON-P gave them, which wrote them before. */
class JsonBodyTest {
    @Test
    void everyCharacterIsWrittenAsJsonPWritesIt() {
        StringBuilder all = new StringBuilder("\uD83D\uDE42 \"\\/");
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            all.append((char) c);
        }
        String expected = Json.createObjectBuilder()
                .add("text", all.toString())
                .add(all.toString(), "")
                .build()
                .toString();

        assertThat(JsonBody.text(JsonBody.object(json -> {
                    json.writeStringField("text", all.toString());
                    json.writeStringField(all.toString(), "");
                })))
                .isEqualTo(expected);
    }

    @Test
    void figuresAreWrittenAsJsonPWritesThem() {
        JsonArrayBuilder expected = Json.createArrayBuilder();
        for (int i = 0; i < 100_000; i++) {
            expected.add(i).add(i / 1000.0).add(i * 37 / 1000.0);
        }
        expected.add(Integer.MAX_VALUE).add(true);

        assertThat(JsonBody.text(json -> {
                    json.writeStartArray();
                    for (int i = 0; i < 100_000; i++) {
                        json.writeNumber(i);
                        json.writeNumber(i / 1000.0);
                        json.writeNumber(i * 37 / 1000.0);
                    }
                    json.writeNumber(Integer.MAX_VALUE);
                    json.writeBoolean(true);
                    json.writeEndArray();
                }))
                .isEqualTo(expected.build().toString());
    }

    @Test
    void aTextThatComesAsBytesIsWrittenLikeAnyOther() {
        String text = "Gr\u00FC\u00DFe \uD83D\uDE42 \"quoted\"\n\u001B[1m";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(JsonBody.text(json -> json.writeUTF8String(bytes, 0, bytes.length)))
                .isEqualTo(JsonBody.text(json -> json.writeString(text)));
        assertThat(JsonBody.text(json -> json.writeRawUTF8String(bytes, 0, 8)))
                .isEqualTo("\"" + new String(bytes, 0, 8, StandardCharsets.UTF_8) + "\"");
    }
}
