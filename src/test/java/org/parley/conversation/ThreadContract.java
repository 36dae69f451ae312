package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/** What is read of branches on every database: the same before and after adoption, at the same cost at any length. */
abstract class ThreadContract extends TwoNodes {
    @Test
    void aLongConversationOfAnOlderProgramBranchesAtItsFirstChange() {
        List<Document> messages = new ArrayList<>();
        IntStream.range(0, 1_000).forEach(i -> messages.add(old("m" + i)));
        messages.get(10).append("parent", 4);
        messages.get(900).append("parent", 9L);
        messages.get(20).append("parent", "5f"); // what an other program may call so
        messages.get(30).append("parent", 31);
        legacy(messages);
        List<Integer> expected = IntStream.concat(IntStream.rangeClosed(0, 9), IntStream.rangeClosed(900, 950))
                .boxed()
                .toList();

        assertThat(path(one, 950, 100)).isEqualTo(expected);
        assertThat(path(one, 15, 100)).containsExactly(0, 1, 2, 3, 4, 10, 11, 12, 13, 14, 15);
        together(6, writer -> append(writer % 2 == 0 ? one : other, "w" + writer, 950));

        assertThat(one.all(ada, id)).hasSize(1_006);
        assertThat(path(one, 950, 100)).isEqualTo(expected);
        assertThat(path(other, 15, 100)).containsExactly(0, 1, 2, 3, 4, 10, 11, 12, 13, 14, 15);
        List<ThreadPage.Placed> page = one.messages
                .thread(ada, new ObjectId(id), new ThreadQuery(Optional.empty(), true, Optional.empty(), 1))
                .messages();
        assertThat(page.get(0).siblings()).hasSize(7).contains(951, 1_000, 1_005);
    }

    @Test
    void theContextIsWhatLedToTheHead() {
        append(one, "question", null);
        append(one, "answer", 0);
        append(one, "other answer", 0);
        append(one, "thanks", null);

        assertThat(one.messages.context(ada, id, Optional.empty(), 10))
                .containsExactly(spoken(0, "question"), spoken(2, "other answer"), spoken(3, "thanks"));
        assertThat(one.messages.context(ada, id, Optional.of(1), 10))
                .containsExactly(spoken(0, "question"), spoken(1, "answer"));
        assertThat(one.messages.context(ada, id, Optional.of(3), 2))
                .containsExactly(spoken(2, "other answer"), spoken(3, "thanks"));
    }

    @Test
    void aPageOfAHundredThousandMessagesReadsNoMoreThanOneOfFew() {
        List<NewMessage> messages = new ArrayList<>(Collections.nCopies(100_000, message("m", null)));
        messages.set(99_990, message("branch", 50_020));
        append(one, "m", null);
        one.conversations.change(
                ada,
                new ObjectId(id),
                Precondition.of(null),
                new Change(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(messages)));
        one.segmentReads();

        assertThat(path(one, 99_980, 40)).hasSize(40).contains(99_980);
        assertThat(one.segmentReads()).as("a branch that ends in the tail").isZero();
        assertThat(path(one, 99_999, 50)).startsWith(49_981).contains(50_020, 99_990, 99_999);
        assertThat(one.segmentReads()).as("a branch that leads into the middle").isEqualTo(1);
        assertThat(path(one, 30_049, 50)).startsWith(30_000).endsWith(30_049);
        assertThat(one.segmentReads()).as("a branch that ends in the middle").isEqualTo(1);
        assertThat(path(one, 0, 50)).containsExactly(0);
        assertThat(one.segmentReads()).as("a branch that ends at the beginning").isEqualTo(1);
        one.messages.appendOnce(ada, id, message("x", 20_000), new ObjectId().toHexString());
        assertThat(one.segmentReads()).as("an answer far back").isEqualTo(1);
    }
}
