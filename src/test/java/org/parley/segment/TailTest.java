package org.parley.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.parley.bson.BsonSize;

class TailTest {
    @Test
    void aShortConversationStaysInOneDocument() {
        Tail.Split split = Tail.split(messages(Tail.SEAL_MESSAGES, 10), 0);

        assertThat(split.segments()).isEmpty();
        assertThat(split.tail()).hasSize(Tail.SEAL_MESSAGES);
        assertThat(split.firstSeq()).isZero();
    }

    @Test
    void noMessageIsLostDoubledOrMovedByDividing() {
        List<Document> messages = messages(1_234, 10);

        Tail.Split split = Tail.split(messages, 0);

        List<Document> together = new ArrayList<>();
        split.segments().forEach(together::addAll);
        assertThat(split.firstSeq()).isEqualTo(together.size());
        together.addAll(split.tail());
        assertThat(together).isEqualTo(messages);
    }

    @Test
    void theTailKeepsToTheBoundsOfTheDesign() {
        for (int size : new int[] {10, 1_000, 3_000, 100_000}) {
            Tail.Split split = Tail.split(messages(500, size), 0);

            assertThat(split.tail().size()).isLessThanOrEqualTo(200);
            assertThat(split.tailBytes()).isLessThanOrEqualTo(256 * 1024);
            assertThat(split.tailBytes()).isEqualTo(BsonSize.of(split.tail()));
        }
    }

    @Test
    void theNewestMessageStaysHoweverLargeItIs() {
        Tail.Split split = Tail.split(messages(3, 1024 * 1024), 0);

        assertThat(split.segments()).hasSize(2).allMatch(segment -> segment.size() == 1);
        assertThat(split.tail()).hasSize(1);
    }

    @Test
    void whereASegmentEndsDoesNotDependOnWhatFollows() {
        List<Document> messages = messages(400, 2_000);

        int alone = Tail.segmentLength(messages.subList(0, 161), 0);
        int withMore = Tail.segmentLength(messages, 0);

        assertThat(alone).isEqualTo(withMore);
    }

    private static List<Document> messages(int count, int size) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Document("id", "m" + i).append("content", "x".repeat(size)))
                .toList();
    }
}
