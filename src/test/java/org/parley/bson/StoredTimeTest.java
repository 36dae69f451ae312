package org.parley.bson;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonUndefined;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.DocumentCodec;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoredTimeTest {
    private static final Instant MEANT = Instant.parse("2025-03-01T10:00:00Z");
    private static final LocatedFields.Names DATE = new LocatedFields.Names("date");

    static List<BsonValue> dates() {
        return List.of(
                new BsonDateTime(MEANT.toEpochMilli()),
                new BsonString("2025-03-01T10:00:00Z"),
                new BsonString("2025-03-01T11:00:00+01:00"),
                new BsonString("2025-03-01 10:00:00"),
                new BsonString("1740823200"),
                new BsonInt32(1740823200),
                new BsonInt64(1740823200),
                new BsonInt64(1740823200000L),
                new BsonDouble(1740823200),
                new BsonDouble(1740823200000.75),
                new BsonDecimal128(Decimal128.parse("1740823200")),
                new BsonDecimal128(Decimal128.parse("1.7408232E+12")),
                new BsonTimestamp(1740823200, 1));
    }

    static List<BsonValue> noDates() {
        return List.of(
                new BsonString("15.01.2024 10:30"),
                new BsonString(""),
                BsonNull.VALUE,
                new BsonUndefined(),
                new BsonInt32(0),
                new BsonInt32(5),
                new BsonInt32(20240115),
                new BsonInt64(Long.MIN_VALUE),
                new BsonDouble(Double.NaN),
                new BsonDouble(Double.NEGATIVE_INFINITY),
                new BsonDouble(1e300),
                new BsonDecimal128(Decimal128.NaN),
                new BsonDecimal128(Decimal128.POSITIVE_INFINITY),
                new BsonDecimal128(Decimal128.NEGATIVE_ZERO),
                new BsonDecimal128(Decimal128.parse("1E+6000")),
                new BsonTimestamp(0, 0),
                BsonBoolean.TRUE,
                new BsonObjectId(new ObjectId()),
                new BsonArray(List.of(new BsonDateTime(0))),
                new BsonDocument("year", new BsonInt32(2024)));
    }

    @ParameterizedTest
    @MethodSource("dates")
    void everyKindOfDateIsReadInEveryWay(BsonValue date) {
        assertThat(StoredTime.of(date)).contains(MEANT);
        assertThat(StoredTime.of(decoded(date))).contains(MEANT);
        assertThat(DATE.in(raw(date)).instant(0)).contains(MEANT);
    }

    @ParameterizedTest
    @MethodSource("noDates")
    void whatIsNoDateIsNotGuessed(BsonValue odd) {
        assertThat(StoredTime.of(odd)).isEmpty();
        assertThat(StoredTime.of(decoded(odd))).isEmpty();
        assertThat(DATE.in(raw(odd)).instant(0)).isEmpty();
    }

    @Test
    void aFractionOfASecondCounts() {
        assertThat(StoredTime.of(new BsonDouble(1740823200.5))).contains(MEANT.plusMillis(500));
        assertThat(StoredTime.of(new BsonDecimal128(new Decimal128(new BigDecimal("1740823200.0019")))))
                .contains(MEANT.plusMillis(1));
    }

    @Test
    void aDateMayLieBeyondTheYearsOfTexts() {
        assertThat(StoredTime.of(new BsonDateTime(-5))).contains(Instant.ofEpochMilli(-5));
        assertThat(StoredTime.of(new BsonDateTime(Long.MAX_VALUE))).contains(Instant.ofEpochMilli(Long.MAX_VALUE));
    }

    @Test
    void aMissingValueHasNoTime() {
        assertThat(StoredTime.of((BsonValue) null)).isEmpty();
        assertThat(StoredTime.of((Object) null)).isEmpty();
        assertThat(DATE.in(RawBsonDocument.parse("{}")).instant(0)).isEmpty();
    }

    private static Object decoded(BsonValue value) {
        Document document = new DocumentCodec()
                .decode(raw(value).asBsonReader(), DecoderContext.builder().build());
        return document.get("date");
    }

    private static RawBsonDocument raw(BsonValue value) {
        return new RawBsonDocument(new BsonDocument("date", value), new BsonDocumentCodec());
    }
}
