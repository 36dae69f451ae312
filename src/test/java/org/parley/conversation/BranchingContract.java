package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.model.Filters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.parley.document.Precondition;
import org.parley.document.StoredConversation;
import org.parley.message.Branches;
import org.parley.message.ConversationKey;
import org.parley.message.ConversationNotFoundException;
import org.parley.message.NewMessage;
import org.parley.message.StoredMessage;
import org.parley.platform.ProblemException;
import org.parley.segment.SegmentRepository;
import org.parley.trash.BareTrash;

/** Branches on every database, with concurrent writers on two nodes. */
abstract class BranchingContract extends TwoNodes {
    @Test
    void manyWhoBranchAtOnceLeaveTheTreeTheyAskedFor() {
        append(one, "root", null);
        Map<String, Integer> asked = new ConcurrentHashMap<>();
        together(8, writer -> {
            Random random = new Random(writer);
            BareNode node = writer % 2 == 0 ? one : other;
            int known = 1;
            for (int i = 0; i < 40; i++) {
                String content = writer + "/" + i;
                if (random.nextInt(3) == 0) {
                    known = append(node, content, null).messageCount();
                } else {
                    int parent = random.nextInt(known + 1) - 1;
                    asked.put(content, parent);
                    known = append(node, content, parent).messageCount();
                }
            }
        });

        List<StoredMessage> all = one.all(ada, id);
        assertThat(all).hasSize(321);
        assertThat(all.stream().map(StoredMessage::content)).doesNotHaveDuplicates();
        List<Document> branches = new ArrayList<>();
        for (int seq = 0; seq < all.size(); seq++) {
            Integer parent = asked.get(all.get(seq).content());
            assertThat(all.get(seq).parent(seq)).isEqualTo(Optional.ofNullable(parent));
            if (parent != null && parent != seq - 1) {
                branches.add(Branches.stored(seq, parent));
            }
        }
        assertThat(one.document(id).getList("branches", Document.class)).isEqualTo(branches);
        assertThat(one.document(id).getInteger("message_count")).isEqualTo(all.size());
    }

    @Test
    void anAnswerThatIsAppendedAgainIsStoredOnceHoweverDeepItLies() {
        append(one, "question", null);
        append(one, "first answer", 0);
        String answer = new ObjectId().toHexString();
        AppendedMessage first = one.messages.appendOnce(key, message("second answer", 0), answer);
        for (int i = 0; i < 400; i++) {
            append(one, "m" + i, null);
            if (i % 100 == 0) {
                assertThat(other.messages
                                .appendOnce(key, message("second answer", 0), answer)
                                .seq())
                        .isEqualTo(first.seq());
            }
        }
        String direct = new ObjectId().toHexString();
        AppendedMessage continued = one.messages.appendOnce(key, message("direct", 402), direct);
        String bare = new ObjectId().toHexString();
        one.messages.appendOnce(key, message("bare", null), bare);
        IntStream.range(0, 400).forEach(i -> append(one, "n" + i, null));

        assertThat(other.messages
                        .appendOnce(key, message("second answer", 0), answer)
                        .seq())
                .isEqualTo(2);
        assertThat(other.messages
                        .appendOnce(key, message("direct", 402), direct)
                        .seq())
                .isEqualTo(continued.seq())
                .isEqualTo(403);
        assertThat(other.messages.appendOnce(key, message("bare", null), bare).seq())
                .isEqualTo(404);
        assertThat(one.all(ada, id)).hasSize(805);
    }

    @Test
    void anAnswerThatSeveralNodesSalvageAtOnceIsStoredOnce() {
        for (int i = 0; i < 155; i++) {
            append(one, "m" + i, null); // the tail is about to be sealed
        }
        List<String> answers = IntStream.range(0, 20)
                .mapToObj(i -> new ObjectId().toHexString())
                .toList();
        Set<String> places = ConcurrentHashMap.newKeySet();
        together(6, writer -> {
            BareNode node = writer % 2 == 0 ? one : other;
            for (String answer : answers) {
                AppendedMessage kept = node.messages.appendOnce(key, message(answer, 3), answer);
                places.add(answer + kept.seq());
                append(node, "more", null);
            }
        });

        assertThat(places).hasSize(answers.size());
        assertThat(one.all(ada, id).stream().map(StoredMessage::content).filter(answers::contains))
                .containsExactlyInAnyOrderElementsOf(answers);
    }

    @Test
    void anAnswerThatIsSealedJustWhenItIsAppendedAgainIsStoredOnce() {
        append(one, "question", null);
        append(one, "first answer", 0);
        String answer = new ObjectId().toHexString();
        one.messages.appendOnce(key, message("second answer", 0), answer);
        IntStream.range(3, 160).forEach(i -> append(one, "m" + i, null));
        StoredConversation[] last = {null};
        IntStream.range(160, 165).forEach(i -> {
            NewMessage message = message("m" + i, null).withId(new ObjectId().toHexString());
            last[0] = one.writes
                    .append(Append.atTheEnd(key, message, Optional.empty(), T0))
                    .orElseThrow();
        });
        other.meanwhile = () -> one.sealing.afterAppend(last[0]);

        AppendedMessage again = other.messages.appendOnce(key, message("second answer", 0), answer);

        assertThat(again.seq()).isEqualTo(2);
        assertThat(one.document(id)).containsEntry("segment_count", 1).containsEntry("message_count", 165);
    }

    @Test
    void aBranchWhosePlaceIsTakenJustWhenItIsStoredGetsTheNextOne() {
        append(one, "question", null);
        append(one, "answer", 0);
        one.meanwhile = () -> append(other, "other answer", 0);

        AppendedMessage third = append(one, "third answer", 0);

        assertThat(third.seq()).isEqualTo(3);
        assertThat(one.document(id).getList("branches", Document.class))
                .containsExactly(Branches.stored(2, 0), Branches.stored(3, 0));
    }

    @Test
    void branchesAmongReplacementsBelongToTheMessagesThatAreThere() {
        append(one, "root", null);
        List<NewMessage> replacement = new ArrayList<>();
        IntStream.range(0, 170).forEach(i -> replacement.add(message("r" + i, i % 50 == 0 ? -1 : null)));
        ConversationUpdate replace = ConversationUpdate.NOTHING.withMessages(List.copyOf(replacement));
        together(4, writer -> {
            BareNode node = writer % 2 == 0 ? one : other;
            for (int i = 0; i < 25; i++) {
                if (writer == 0 && i % 5 == 0) {
                    node.conversations.change(key, Precondition.NONE, replace);
                }
                append(node, "x", 0);
                node.messages.thread(key, Optional.empty(), Optional.empty(), 50);
            }
        });

        List<StoredMessage> all = one.all(ada, id);
        assertThat(all.subList(0, 170)).extracting(StoredMessage::content).allMatch(content -> content.startsWith("r"));
        List<Document> expected = new ArrayList<>();
        for (int seq = 0; seq < all.size(); seq++) {
            int parent = all.get(seq).parent(seq).orElse(seq - 1);
            if (parent != seq - 1) {
                expected.add(Branches.stored(seq, parent));
            }
        }
        assertThat(one.document(id).getList("branches", Document.class)).isEqualTo(expected);
    }

    @Test
    void aDeletionAmongBranchesLeavesNothingBehind() {
        IntStream.range(0, 155).forEach(i -> append(one, "m" + i, null));
        BareTrash trash = new BareTrash(database(), one.conversations, one.trash);
        together(4, writer -> {
            BareNode node = writer % 2 == 0 ? one : other;
            try {
                for (int i = 0; i < 100; i++) {
                    append(node, "x", 0);
                    if (writer == 0 && i == 20) {
                        node.trash.delete(key, Precondition.NONE);
                        trash.purge(key);
                    }
                }
            } catch (ConversationNotFoundException deleted) {
                assertThat(deleted.status()).isEqualTo(404);
            }
        });

        assertThat(one.document(id)).isNull();
        assertThat(one.changes.stream()
                        .filter(change -> change.kind() == ConversationChange.Kind.DELETED)
                        .map(ConversationChange::key))
                .containsExactly(key);
        assertThat(database()
                        .collection(SegmentRepository.COLLECTION)
                        .countDocuments(Filters.eq("_id.conversation_id", new ObjectId(id))))
                .isZero();
    }

    @Test
    void aParentThatIsNotThereIsRefused() {
        append(one, "m", null);

        for (int parent : new int[] {1, 5}) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> one.messages.appendOnce(key, message("x", parent), new ObjectId().toHexString()))
                    .satisfies(refused -> assertThat(refused.status()).isEqualTo(400));
        }
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> one.messages.context(key, Optional.of(1), 10));
        assertThatExceptionOfType(ConversationNotFoundException.class)
                .isThrownBy(() -> one.messages.appendOnce(
                        ConversationKey.of(new ObjectId().toHexString(), id),
                        message("x", 0),
                        new ObjectId().toHexString()));
        assertThat(one.all(ada, id)).hasSize(1);
    }
}
