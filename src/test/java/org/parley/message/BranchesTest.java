package org.parley.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.parley.message.Branches.Range;

class BranchesTest {
    @Test
    void withoutBranchesEveryMessageContinuesTheOneBefore() {
        Branches line = new Branches(5, Map.of());

        assertThat(line.path(4, Integer.MAX_VALUE, 50)).containsExactly(new Range(0, 5));
        assertThat(line.path(2, Integer.MAX_VALUE, 2)).containsExactly(new Range(1, 3));
        assertThat(line.parent(0)).isEqualTo(Branches.NONE);
        assertThat(line.children(Branches.NONE)).containsExactly(0);
        assertThat(line.children(4)).isEmpty();
        assertThat(line.siblings(3)).containsExactly(3);
    }

    @Test
    void anAnswerGivenAnewStandsBesideTheFirst() {
        Branches tree = new Branches(5, Map.of(2, 0, 4, 0)); // 0 -> 1, 0 -> 2 -> 3, 0 -> 4

        assertThat(tree.siblings(1)).containsExactly(1, 2, 4);
        assertThat(tree.siblings(2)).containsExactly(1, 2, 4);
        assertThat(tree.siblings(3)).containsExactly(3);
        assertThat(tree.path(3, 9, 9)).containsExactly(new Range(0, 1), new Range(2, 4));
        assertThat(tree.path(1, 9, 9)).containsExactly(new Range(0, 2));
    }

    @Test
    void fromAVersionOneComesToTheNewestMessageBehindIt() {
        // 0 -> 1 -> 2, 0 -> 3 -> 4 -> 5, 2 -> 6 -> 7, 3 -> 8
        Branches tree = new Branches(9, Map.of(3, 0, 6, 2, 8, 3));

        assertThat(tree.tip(1)).isEqualTo(7);
        assertThat(tree.tip(3)).isEqualTo(8);
        assertThat(tree.tip(4)).isEqualTo(5);
        assertThat(tree.tip(6)).isEqualTo(7);
        assertThat(tree.tip(8)).isEqualTo(8);
        assertThat(tree.tip(0)).isEqualTo(8);
    }

    @Test
    void aConversationMayBeginAnew() {
        Branches tree = new Branches(4, Map.of(2, Branches.NONE));

        assertThat(tree.siblings(0)).containsExactly(0, 2);
        assertThat(tree.path(3, 9, 9)).containsExactly(new Range(2, 4));
    }

    @Test
    void noMessagesHaveNoPath() {
        Branches none = new Branches(0, Map.of());

        assertThat(none.path(Branches.NONE, 9, 9)).isEmpty();
        assertThat(none.children(Branches.NONE)).isEmpty();
    }

    @Test
    void whatCannotBeTrueIsTakenAsMissing() {
        Branches tree = new Branches(4, Map.of(1, 3, 2, 2, 3, -2, 9, 0, -4, -5));

        assertThat(tree.path(3, 9, 9)).containsExactly(new Range(0, 4));
        assertThat(tree.children(0)).containsExactly(1);
    }

    @Test
    void onlyParentsThatAreNotTheMessageBeforeAreStored() {
        List<Document> messages = List.of(
                new Document(),
                new Document("parent", 0),
                new Document("parent", 0L),
                new Document("parent", -1),
                new Document("parent", "0"),
                new Document("parent", 7));

        assertThat(Branches.stored(messages, 0)).containsExactly(Branches.stored(2, 0), Branches.stored(3, -1));
        assertThat(Branches.stored(messages, 10))
                .containsExactly(
                        Branches.stored(11, 0),
                        Branches.stored(12, 0),
                        Branches.stored(13, -1),
                        Branches.stored(15, 7));
    }

    @RepeatedTest(300)
    void everyTreeIsWhatANaiveOneSays(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int count = 1 + random.nextInt(60);
        double branching = random.nextDouble();
        int[] parents = new int[count];
        Map<Integer, Integer> stored = new HashMap<>();
        for (int seq = 0; seq < count; seq++) {
            boolean branch = random.nextDouble() < branching;
            parents[seq] = branch ? random.nextInt(seq + 1) - 1 : seq - 1;
            if (parents[seq] != seq - 1) {
                stored.put(seq, parents[seq]);
            }
        }

        Branches tree = new Branches(count, stored);

        for (int seq = 0; seq < count; seq++) {
            int parent = parents[seq];
            assertThat(tree.parent(seq)).isEqualTo(parent);
            assertThat(tree.siblings(seq))
                    .isEqualTo(IntStream.range(0, count)
                            .filter(other -> parents[other] == parent)
                            .boxed()
                            .toList());
            int through = seq;
            assertThat(tree.tip(seq))
                    .isEqualTo(IntStream.range(0, count)
                            .filter(other ->
                                    naivePath(parents, other, count, count).contains(through))
                            .max()
                            .orElseThrow());
            int before = random.nextInt(count + 2);
            int limit = 1 + random.nextInt(count + 2);
            List<Range> path = tree.path(seq, before, limit);
            assertThat(flat(path)).isEqualTo(naivePath(parents, seq, before, limit));
            assertThat(path).allMatch(range -> range.from() < range.end());
        }
    }

    private static List<Integer> naivePath(int[] parents, int head, int before, int limit) {
        LinkedList<Integer> path = new LinkedList<>();
        for (int seq = head; seq >= 0; seq = parents[seq]) {
            if (seq < before && path.size() < limit) {
                path.addFirst(seq);
            }
        }
        return path;
    }

    private static List<Integer> flat(List<Range> ranges) {
        List<Integer> flat = new ArrayList<>();
        ranges.forEach(range -> IntStream.range(range.from(), range.end()).forEach(flat::add));
        return flat;
    }
}
