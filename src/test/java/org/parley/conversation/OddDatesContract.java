package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonMaxKey;
import org.bson.BsonMinKey;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonUndefined;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.document.StoredConversation;
import org.parley.listing.Cursor;
import org.parley.listing.ListPage;

/** Issue 14: dates of every stored kind, on every database. */
abstract class OddDatesContract extends TwoNodes {
    private static final BsonValue MEANT =
            new BsonDateTime(Instant.parse("2025-03-01T10:00:00Z").toEpochMilli());

    static List<BsonValue> dates() {
        return List.of(
                new BsonString("2025-03-01T10:00:00Z"),
                new BsonString("2025-03-01 10:00:00.000123"),
                new BsonString("2025-03-01T12:00:00+0200"),
                new BsonInt32(1740823200),
                new BsonInt64(1740823200000L),
                new BsonDouble(1740823200),
                new BsonDecimal128(new Decimal128(new BigDecimal("1740823200.0004"))),
                new BsonTimestamp(1740823200, 7));
    }

    /** MongoDB sorts the first before all dates, and the others after them. */
    static List<BsonValue> noDates() {
        return List.of(
                new BsonMaxKey(),
                new BsonString("15.01.2024 10:30"),
                new BsonString("2023-02-30T10:00:00"),
                BsonNull.VALUE,
                new BsonUndefined(),
                new BsonInt32(0),
                new BsonDouble(Double.NaN),
                BsonBoolean.TRUE,
                new BsonObjectId(new ObjectId("65a50a7c0000000000000001")),
                new BsonDocument("year", new BsonInt32(2024)),
                new BsonMinKey());
    }

    @ParameterizedTest
    @MethodSource("dates")
    void whatMeansADateIsListedAmongDatesAndAdoptedAsOne(BsonValue date) {
        insert(id, date);

        assertThat(one.list(ada, 10, Optional.empty()).entries())
                .allMatch(entry -> entry.times().areSortable());
        assertThat(stored(id).get("created_at")).isEqualTo(MEANT);
        assertThat(stored(id).get("updated_at")).isEqualTo(MEANT);

        append(one, "new", null);
        assertThat(stored(id).get("created_at")).isEqualTo(MEANT);
        assertThat(stored(id).getArray("messages").get(0).asDocument().get("timestamp"))
                .isEqualTo(MEANT);
    }

    @ParameterizedTest
    @MethodSource("noDates")
    void aListWritesNothingInPlaceOfWhatIsNoDate(BsonValue odd) {
        insert(id, odd);
        BsonDocument before = stored(id);

        StoredConversation listed =
                one.list(ada, 10, Optional.empty()).entries().get(0);
        assertThat(one.previews(ada)).containsExactly(Optional.of("last"));

        assertThat(listed.times().updated()).isEmpty();
        assertThat(stored(id)).isEqualTo(before);
        StoredConversation read = one.transcript.snapshot(key).orElseThrow();
        assertThat(read.times().knownUpdated()).isEqualTo(T0);
        assertThat(read.times().knownCreated()).isEqualTo(T0);
    }

    @ParameterizedTest
    @MethodSource("noDates")
    void anAppendWorksAndKeepsWhatIsNoDate(BsonValue odd) {
        insert(id, odd);
        BsonDocument before = stored(id);

        assertThat(append(one, "new", null).seq()).isEqualTo(2);
        assertThat(append(other, "newer", null).seq()).isEqualTo(3);

        assertThat(stored(id).get("created_at")).isEqualTo(before.get("created_at"));
        assertThat(stored(id).get("updated_at")).isInstanceOf(BsonDateTime.class);
        assertThat(stored(id).getArray("messages").get(0))
                .isEqualTo(before.getArray("messages").get(0).asDocument().append("id", new BsonString(id + "-0")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void pagesOfMixedDatesHoldNoDoubleAndNoHole(int limit) {
        collection().deleteOne(Filters.eq("_id", new ObjectId(id)));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(insert(new ObjectId().toHexString(), new BsonDateTime(T0.toEpochMilli() + i)));
            ids.add(insert(new ObjectId().toHexString(), MEANT));
        }
        for (int i = 0; i < 2; i++) {
            noDates().forEach(odd -> ids.add(insert(new ObjectId().toHexString(), odd)));
        }
        dates().forEach(date -> ids.add(insert(new ObjectId().toHexString(), date)));

        assertThat(walk(limit)).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(walk(limit)).containsExactlyInAnyOrderElementsOf(ids).isEqualTo(walk(limit));
        assertThat(collection().countDocuments(Filters.and(Ownership.of(ada), Filters.type("updated_at", "date"))))
                .isEqualTo(6 + dates().size());
    }

    final List<String> walk(int limit) {
        List<String> walked = new ArrayList<>();
        Optional<Cursor> next = Optional.empty();
        do {
            ListPage page = one.list(ada, limit, next.map(Cursor::toString).map(Cursor::parse));
            page.entries().forEach(entry -> walked.add(entry.id()));
            next = page.next();
        } while (next.isPresent() && walked.size() < 100);
        return walked;
    }

    final String insert(String conversation, BsonValue date) {
        collection().deleteOne(Filters.eq("_id", new ObjectId(conversation)));
        BsonDocument first = new BsonDocument("role", new BsonString("user"))
                .append("content", new BsonString("first"))
                .append("timestamp", date);
        BsonDocument last = new BsonDocument("role", new BsonString("assistant"))
                .append("content", new BsonString("last"))
                .append("timestamp", new BsonDateTime(T0.toEpochMilli()));
        collection()
                .insertOne(new BsonDocument("_id", new BsonObjectId(new ObjectId(conversation)))
                        .append("user_id", new BsonString(ada))
                        .append("messages", new BsonArray(List.of(first, last)))
                        .append("created_at", date)
                        .append("updated_at", date));
        return conversation;
    }

    final BsonDocument stored(String conversation) {
        return collection().find(Filters.eq("_id", new ObjectId(conversation))).first();
    }

    private MongoCollection<BsonDocument> collection() {
        return database().mongo().getCollection(ConversationRepository.COLLECTION, BsonDocument.class);
    }
}
