package org.parley.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.bson.types.ObjectId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counters that do not agree are recomputed before a change, which they would otherwise refuse. */
class StoredCountersTest {
    @ParameterizedTest
    @CsvSource({"0, 0, true", "2, 300, true", "0, 7, false", "0, 1, false", "7, 0, true"})
    void withoutSegmentsTheTailBeginsAtZero(int segments, int tailFirstSeq, boolean complete) {
        Document document = new Document("_id", new ObjectId())
                .append("user_id", "ada")
                .append("messages", List.of())
                .append("message_count", tailFirstSeq)
                .append("segment_count", segments)
                .append("tail_first_seq", tailFirstSeq)
                .append("tail_bytes", 0)
                .append("revision", 1L);

        assertThat(StoredConversation.of(new RawBsonDocument(document, new DocumentCodec()))
                        .adopted())
                .isEqualTo(complete);
    }
}
