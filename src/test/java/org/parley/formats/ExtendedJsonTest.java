package org.parley.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.intake.ImportedConversation;
import org.parley.intake.ImportedMessage;
import org.parley.testing.Rows;

/** Issue 15: every value that mongoexport and mongodump's tools write, in all the forms there have been. */
class ExtendedJsonTest {
    @Rows({
        "{\"$numberInt\": \"7\"} | 7",
        "{\"$numberLong\": \"1705314600000\"} | 1705314600000",
        "{\"$numberLong\": 5} | 5",
        "{\"$numberDouble\": \"1.5\"} | 1.5",
        "{\"$numberDouble\": \"1E+30\"} | 1E+30",
        "{\"$numberDecimal\": \"2.50\"} | 2.50",
        "{\"$numberLong\": \"many\"} | \"many\"",
        "{\"$oid\": \"65a50a7c0000000000000001\"} | \"65a50a7c0000000000000001\"",
        "{\"$symbol\": \"s\"} | \"s\"",
        "{\"$code\": \"f()\"} | \"f()\"",
        "{\"$code\": \"f()\", \"$scope\": {\"x\": {\"$numberInt\": \"1\"}}} | {\"code\":\"f()\",\"scope\":{\"x\":1}}",
        "{\"$uuid\": \"c8edabc3-f738-4ca3-b68d-ab92a91478a3\"} | \"c8edabc3-f738-4ca3-b68d-ab92a91478a3\"",
        "{\"$date\": \"2024-01-15T10:30:00Z\"} | \"2024-01-15T10:30:00Z\"",
        "{\"$date\": \"2024-01-15T12:30:00.000+0200\"} | \"2024-01-15T12:30:00.000+0200\"",
        "{\"$date\": 1705314600000} | \"2024-01-15T10:30:00Z\"",
        "{\"$date\": {\"$numberLong\": \"1705314600000\"}} | \"2024-01-15T10:30:00Z\"",
        "{\"$date\": {\"$numberLong\": \"-1\"}} | \"1969-12-31T23:59:59.999Z\"",
        "{\"$timestamp\": {\"t\": 1705314600, \"i\": 1}} | \"2024-01-15T10:30:00Z\"",
        "{\"$timestamp\": {\"t\": {\"$numberLong\": \"1705314600\"}, \"i\": 1}} | \"2024-01-15T10:30:00Z\"",
        "{\"$binary\": {\"base64\": \"AQID\", \"subType\": \"00\"}} | \"AQID\"",
        "{\"$binary\": {\"base64\": \"yO2rw/c4TKO2jauSqRR4ow==\", \"subType\": \"04\"}} |"
                + " \"c8edabc3-f738-4ca3-b68d-ab92a91478a3\"",
        "{\"$binary\": \"AQID\", \"$type\": \"00\"} | \"AQID\"",
        "{\"$regularExpression\": {\"pattern\": \"a.*\", \"options\": \"i\"}} | \"/a.*/i\"",
        "{\"$regex\": \"a.*\", \"$options\": \"i\"} | \"/a.*/i\"",
        "{\"$minKey\": 1} | \"minKey\"",
        "{\"$maxKey\": 1} | \"maxKey\"",
        "{\"$dbPointer\": {\"$ref\": \"a.b\", \"$id\": {\"$oid\": \"65a50a7c0000000000000001\"}}} |"
                + " {\"ref\":\"a.b\",\"id\":\"65a50a7c0000000000000001\"}"
    })
    void aWrappedValueBecomesPlain(String wrapped, String plain) {
        assertThat(ExtendedJson.plain(json("{\"a\": " + wrapped + "}")).toString())
                .isEqualTo("{\"a\":" + plain + "}");
        assertThat(ExtendedJson.plain(json("{\"a\": [[" + wrapped + "]]}")).toString())
                .isEqualTo("{\"a\":[[" + plain + "]]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$undefined\": true}",
                "{\"$numberDouble\": \"NaN\"}",
                "{\"$numberDouble\": \"Infinity\"}",
                "{\"$numberDouble\": \"-Infinity\"}",
                "{\"$numberDecimal\": \"NaN\"}"
            })
    void whatHasNoValueIsLeftOut(String wrapped) {
        assertThat(ExtendedJson.plain(json("{\"a\": " + wrapped + ", \"b\": [1, " + wrapped + "]}"))
                        .toString())
                .isEqualTo("{\"b\":[1,null]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$oid\": 7}",
                "{\"$date\": {\"year\": 2024}}",
                "{\"$undefined\": false}",
                "{\"$numberInt\": \"7\", \"unit\": \"s\"}",
                "{\"$timestamp\": \"now\"}",
                "{\"$binary\": {\"base64\": 7, \"subType\": \"00\"}}",
                "{\"$regex\": \"a\"}",
                "{\"$ref\": \"a\", \"$id\": 1}",
                "{}"
            })
    void whatOnlyLooksLikeAWrapperStays(String object) {
        JsonObject json = json("{\"a\": [" + object + "], \"n\": 1.50, \"t\": \"$date\"}");

        assertThat(ExtendedJson.plain(json)).isSameAs(json);
    }

    @Test
    void aCanonicalExportOfOneConversationIsReadLikeARelaxedOne() throws Exception {
        ImportedConversation read = Formats.read(json("""
                        {"_id": {"$oid": "65a50a7c0000000000000001"}, "title": {"$symbol": "Old"},
                         "status": "active", "message_count": {"$numberInt": "2"},
                         "segment_count": {"$numberInt": "0"},
                         "created_at": {"$timestamp": {"t": 1705314600, "i": 1}},
                         "updated_at": {"$date": {"$numberLong": "1705314660000"}},
                         "metadata": {"total_time": {"$numberDouble": "NaN"}, "score": {"$numberDouble": "Infinity"},
                          "gone": {"$undefined": true}, "n": {"$numberLong": "5000000000"}, "x": {"$numberDouble": "5.0"}},
                         "messages": [{"role": "user", "content": {"$symbol": "Hi"}, "id": {"$numberInt": "1"},
                          "timestamp": {"$undefined": true}},
                          {"role": "assistant", "content": "Hello", "parent": {"$numberInt": "0"},
                          "metrics": {"totalTime": {"$numberDouble": "NaN"}, "totalTokens": {"$numberInt": "3"}}}]}
                        """), note -> {}).get(0).conversation();

        assertThat(read.sourceId()).isEqualTo("65a50a7c0000000000000001");
        assertThat(read.title()).isEqualTo("Old");
        assertThat(read.createdAt()).contains(Instant.parse("2024-01-15T10:30:00Z"));
        assertThat(read.updatedAt()).contains(Instant.parse("2024-01-15T10:31:00Z"));
        assertThat(read.metadata()).isEqualTo(Map.of("n", 5_000_000_000L, "x", 5.0));
        assertThat(read.messages()).extracting(ImportedMessage::content).containsExactly("Hi", "Hello");
        assertThat(read.messages().get(0).id()).contains("1");
        assertThat(read.messages().get(0).kept()).isEmpty();
        assertThat(read.messages().get(1).parent()).contains(0);
        assertThat(read.messages().get(1).metrics()).isEqualTo(Map.of("totalTokens", 3));
    }

    @Test
    void aCanonicalExportOfALongConversationIsRefusedLikeARelaxedOne() throws Exception {
        JsonObject json = json("{\"title\": \"a\", \"messages\": [], \"segment_count\": {\"$numberInt\": \"2\"}}");

        assertThatExceptionOfType(UnreadableConversationException.class)
                .isThrownBy(() -> Formats.read(json, note -> {}));
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
