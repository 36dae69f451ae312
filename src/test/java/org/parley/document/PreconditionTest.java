package org.parley.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.Test;
import org.parley.platform.ProblemException;

class PreconditionTest {
    private static final StoredConversation NOW = conversation(3, 1_000);

    @Test
    void theStateThatWasSeenIsRequired() {
        assertThat(Precondition.of(NOW.etag()).required(NOW)).containsSame(NOW);
        assertThat(Precondition.of("\"x\", " + NOW.etag()).required(NOW)).containsSame(NOW);
    }

    @Test
    void anyStateWillDoWithoutOneAndWithAStar() {
        assertThat(Precondition.NONE.required(NOW)).isEmpty();
        assertThat(Precondition.of("*").required(NOW)).isEmpty();
    }

    @Test
    void anotherStateOrAWeakTagIsRefusedWith412() {
        for (String header : new String[] {"\"0-0\"", "W/" + NOW.etag(), "nonsense"}) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> Precondition.of(header).required(NOW))
                    .satisfies(problem -> assertThat(problem.status()).isEqualTo(412));
        }
    }

    @Test
    void whoReadsIsKnownByAWeakTagToo() {
        for (String header : new String[] {NOW.etag(), "W/" + NOW.etag(), "\"x\", W/" + NOW.etag(), "*"}) {
            assertThat(Precondition.of(header).knows(NOW)).isTrue();
        }
        for (String header : new String[] {"", "\"x\"", "W/\"x\"", "W/"}) {
            assertThat(Precondition.of(header).knows(NOW)).isFalse();
        }
    }

    @Test
    void severalLinesSayWhatOneWithCommasSays() {
        assertThat(Precondition.ofLines(List.of("\"x\"", NOW.etag())).required(NOW))
                .containsSame(NOW);
        assertThat(Precondition.ofLines(List.of()).isPresent()).isFalse();
        assertThat(Precondition.ofLines(null).isPresent()).isFalse();
    }

    @Test
    void theTagChangesWithTheRevisionAndWithTheTime() {
        assertThat(conversation(4, 1_000).etag()).isNotEqualTo(NOW.etag());
        assertThat(conversation(3, 1_001).etag()).isNotEqualTo(NOW.etag());
    }

    private static StoredConversation conversation(long revision, long updatedAt) {
        BsonDocument document = new BsonDocument("_id", new BsonObjectId())
                .append("revision", new BsonInt64(revision))
                .append("updated_at", new BsonDateTime(updatedAt));
        return StoredConversation.of(new RawBsonDocument(document, new BsonDocumentCodec()));
    }
}
