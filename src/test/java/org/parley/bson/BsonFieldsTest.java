package org.parley.bson;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDbPointer;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonJavaScript;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonSymbol;
import org.bson.BsonTimestamp;
import org.bson.BsonUndefined;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.parley.platform.JsonFactory;

class BsonFieldsTest {
    /** Every type there is, each followed by another, so that a wrong length would show. */
    private static final BsonDocument EVERYTHING = new BsonDocument()
            .append("double", new BsonDouble(-2.5))
            .append("text", new BsonString("naïve \"quoted\" \n\u0001 語 🚣"))
            .append("empty", new BsonString(""))
            .append("document", new BsonDocument("a", new BsonInt32(1)).append("b", new BsonDocument()))
            .append("array", new BsonArray(List.of(new BsonInt32(1), BsonNull.VALUE, new BsonString("x"))))
            .append("binary", new BsonBinary(new byte[] {1, 2, 3}))
            .append("undefined", new BsonUndefined())
            .append("id", new BsonObjectId(new ObjectId("65a50a7c1f2e3d4c5b6a7988")))
            .append("true", BsonBoolean.TRUE)
            .append("false", BsonBoolean.FALSE)
            .append("date", new BsonDateTime(1_705_314_600_123L))
            .append("null", BsonNull.VALUE)
            .append("regex", new BsonRegularExpression("a.*b", "i"))
            .append("pointer", new BsonDbPointer("db.c", new ObjectId("65a50a7c1f2e3d4c5b6a7988")))
            .append("code", new BsonJavaScript("f()"))
            .append("symbol", new BsonSymbol("s"))
            .append("scoped", new BsonJavaScriptWithScope("f()", new BsonDocument("x", new BsonInt32(1))))
            .append("int32", new BsonInt32(Integer.MIN_VALUE))
            .append("timestamp", new BsonTimestamp(7, 8))
            .append("int64", new BsonInt64(Long.MIN_VALUE))
            .append("decimal", new BsonDecimal128(Decimal128.parse("1.5")))
            .append("least", new BsonMinKey())
            .append("most", new BsonMaxKey())
            .append("größe", new BsonInt64(Long.MAX_VALUE));

    @Test
    void everyFieldOfEveryTypeIsFoundWithItsValue() {
        BsonFields fields = BsonFields.of(raw(EVERYTHING));
        BsonDocument read = new BsonDocument();
        while (fields.next()) {
            read.put(fields.name(), fields.value());
        }

        assertThat(new ArrayList<>(read.keySet())).isEqualTo(new ArrayList<>(EVERYTHING.keySet()));
        assertThat(read).isEqualTo(EVERYTHING);
    }

    @Test
    void aDocumentInsideAnotherIsReadInPlace() {
        BsonFields outer = BsonFields.of(raw(new BsonDocument("before", new BsonInt32(1)).append("in", EVERYTHING)));
        outer.next();
        outer.next();

        assertThat(outer.slice()).isEqualTo(EVERYTHING);
        BsonFields inner = BsonFields.of(outer.slice());
        inner.next();
        assertThat(inner.isNamed("double".getBytes(StandardCharsets.US_ASCII))).isTrue();
        assertThat(inner.isNamed("doubl".getBytes(StandardCharsets.US_ASCII))).isFalse();
        assertThat(inner.number()).isEqualTo(-2.5);
    }

    @Test
    void everyTypeHasItsPlainJson() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonFactory.writer(out)) {
            BsonJson.write(json, raw(EVERYTHING));
        }

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("{\"double\":-2.5,\"text\":\"naïve \\\"quoted\\\" \\n\\u0001 語 🚣\",\"empty\":\"\","
                        + "\"document\":{\"a\":1,\"b\":{}},\"array\":[1,null,\"x\"],\"binary\":\"AQID\",\"undefined\":null,"
                        + "\"id\":\"65a50a7c1f2e3d4c5b6a7988\",\"true\":true,\"false\":false,"
                        + "\"date\":\"2024-01-15T10:30:00.123Z\",\"null\":null,")
                .contains("\"int32\":-2147483648", "\"int64\":-9223372036854775808", "\"decimal\":1.5")
                .endsWith("\"größe\":9223372036854775807}");
    }

    private static RawBsonDocument raw(BsonDocument document) {
        return new RawBsonDocument(document, new BsonDocumentCodec());
    }
}
