package org.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.bulk.WriteConcernError;
import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreFailuresTest {
    private static final int WRITE_CONCERN_FAILED = 64;

    @Test
    void aWriteOfManyThatNoMajorityFollowedMeansAwayAndOneThatWasRefusedDoesNot() {
        WriteConcernError late =
                new WriteConcernError(WRITE_CONCERN_FAILED, "WriteConcernFailed", "waiting timed out", document("{}"));
        BulkWriteError taken = new BulkWriteError(11000, "E11000", document("{}"), 0);

        assertThat(StoreFailures.isAway(bulk(List.of(), late))).isTrue();
        assertThat(StoreFailures.isAway(bulk(List.of(taken), null))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {91, 189, 10107, 11600, 13436})
    void aMemberThatIsGoingMeansAway(int code) {
        assertThat(StoreFailures.isAway(new IllegalStateException(command(code))))
                .isTrue();
    }

    @Test
    void aServerThatCannotBeFoundMeansAwayAndOneThatRefusesDoesNot() {
        assertThat(StoreFailures.isAway(new MongoTimeoutException("no server"))).isTrue();
        assertThat(StoreFailures.isAway(command(13))).isFalse();
        assertThat(StoreFailures.isAway(new IllegalStateException("anything else")))
                .isFalse();
    }

    private static MongoException bulk(List<BulkWriteError> refused, WriteConcernError late) {
        return new MongoBulkWriteException(
                BulkWriteResult.unacknowledged(), refused, late, new ServerAddress(), Set.of());
    }

    private static MongoException command(int code) {
        return new MongoCommandException(document("{ok: 0, code: " + code + "}"), new ServerAddress());
    }

    private static BsonDocument document(String json) {
        return BsonDocument.parse(json);
    }
}
