package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.bson.BsonSize;
import org.parley.conversation.ConversationChange.Kind;
import org.parley.document.Origin;
import org.parley.document.Precondition;
import org.parley.document.Preview;
import org.parley.document.StoredConversation;
import org.parley.message.ConversationKey;
import org.parley.message.ConversationNotFoundException;
import org.parley.message.NewMessage;
import org.parley.message.Role;
import org.parley.segment.SegmentRepository;

/** The one writer, on every database: the counters are right after every change, and listeners are told of each change once. */
abstract class ConversationWritesContract extends TwoNodes {
    private static final Map<String, Object> METRICS =
            Map.of("totalTime", 1.5, "totalTokens", 7, "promptTokens", 3, "completionTokens", 4);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theCountersAreWhatARecountSaysAfterEveryChange(long seed) {
        Random random = new Random(seed);
        WholeConversations intake = new WholeConversations(database(), List.of(), Clock.systemUTC());
        if (random.nextBoolean()) {
            List<Document> old = new ArrayList<>();
            IntStream.range(0, random.nextInt(400)).forEach(i -> old.add(old("old " + i)));
            legacy(old);
        } else {
            database().collection(ConversationRepository.COLLECTION).deleteOne(Filters.eq("_id", key.id()));
            List<NewMessage> begun = messages(random, random.nextInt(400), 0);
            one.conversations.create(key, new NewConversation("Begun", begun, Map.of()));
            recount();
        }
        int answers = 0;
        for (int i = 0; i < 120; i++) {
            Document before = one.document(id);
            BareNode node = random.nextBoolean() ? one : other;
            int count = before.getInteger(
                    "message_count", before.getList("messages", Document.class).size());
            switch (random.nextInt(9)) {
                case 0, 1, 2 -> append(node, "end ".repeat(1 + random.nextInt(2_000)), null);
                case 3, 4 -> append(node, "branch " + i, random.nextInt(count + 1) - 1);
                case 5 -> {
                    NewMessage answer = new NewMessage(
                            Role.ASSISTANT,
                            "answer " + i,
                            T0,
                            Optional.of("llama"),
                            Optional.of(METRICS),
                            Optional.empty(),
                            Optional.empty());
                    node.messages.append(key, answer);
                    answers++;
                }
                case 6 ->
                    node.conversations.change(
                            key, Precondition.NONE, ConversationUpdate.NOTHING.withTitle("Title " + i));
                case 7 -> {
                    StoredConversation seen = intake.read(key, message -> {}).orElseThrow();
                    if (seen.adopted()) {
                        List<NewMessage> more = messages(random, 1 + random.nextInt(150), count);
                        intake.append(
                                seen,
                                count,
                                more,
                                Instant.now(Clock.systemUTC()).plusSeconds(i),
                                stored -> new Origin("file", "", stored, "", "run"));
                    }
                }
                default -> {
                    if (random.nextInt(4) == 0) {
                        List<NewMessage> others = messages(random, random.nextInt(500), 0);
                        node.conversations.change(
                                key, Precondition.NONE, ConversationUpdate.NOTHING.withMessages(others));
                    }
                }
            }
            if (one.document(id).containsKey("revision")) {
                recount();
            }
        }
        Document metadata = one.document(id).get("metadata", Document.class);
        assertThat(((Number) metadata.getOrDefault("response_count", 0)).intValue())
                .isEqualTo(answers);
        assertThat(((Number) metadata.getOrDefault("total_tokens", 0)).intValue())
                .isEqualTo(7 * answers);
        assertThat(((Number) metadata.getOrDefault("prompt_tokens", 0)).intValue())
                .isEqualTo(3 * answers);
        assertThat(((Number) metadata.getOrDefault("total_time", 0)).doubleValue())
                .isEqualTo(1.5 * answers);
    }

    @Test
    void everyKindOfChangeIsToldOnceWithItsRevisionAndPlace() {
        List<NewMessage> three =
                IntStream.range(0, 3).mapToObj(i -> message("m" + i, null)).toList();
        ConversationKey created = new ConversationKey(ada, new ObjectId());

        one.conversations.create(created, new NewConversation("t", three, Map.of()));
        one.messages.append(created, message("end", null));
        one.messages.append(created, message("branch", 0));
        one.conversations.change(created, Precondition.NONE, ConversationUpdate.NOTHING.withTitle("Other"));
        one.conversations.change(created, Precondition.NONE, ConversationUpdate.NOTHING.withMessages(three));
        one.trash.delete(created, Precondition.NONE);

        assertThat(one.changes)
                .extracting(
                        ConversationChange::kind,
                        ConversationChange::revision,
                        ConversationChange::firstSeq,
                        ConversationChange::count)
                .containsExactly(
                        tuple(Kind.CREATED, 1L, 0, 3),
                        tuple(Kind.APPENDED, 2L, 3, 1),
                        tuple(Kind.APPENDED, 3L, 4, 1),
                        tuple(Kind.HEADER, 4L, 0, 0),
                        tuple(Kind.REPLACED, 5L, 0, 3),
                        tuple(Kind.DELETED, 0L, 0, 0));
        assertThat(one.changes).extracting(ConversationChange::key).containsOnly(created);
        assertThat(other.changes).isEmpty();
    }

    @Test
    void theFirstAppendToAnOlderProgramsConversationIsToldAsAnAppendAlone() {
        legacy(List.of(old("first"), old("second")));

        append(one, "third", null);

        assertThat(one.changes)
                .extracting(ConversationChange::kind, ConversationChange::firstSeq, ConversationChange::count)
                .containsExactly(tuple(Kind.APPENDED, 2, 1));
    }

    @Test
    void sealingIsNotTold() {
        IntStream.range(0, 200).forEach(i -> append(one, "m" + i, null));

        assertThat(one.document(id).getInteger("segment_count")).isPositive();
        assertThat(one.changes).hasSize(200).allMatch(change -> change.kind() == Kind.APPENDED);
    }

    @Test
    void whatIsRefusedIsNotTold() {
        append(one, "m", null);
        ConversationKey strangers = new ConversationKey(new ObjectId().toHexString(), key.id());
        one.changes.clear();

        assertThatExceptionOfType(ConversationNotFoundException.class)
                .isThrownBy(() -> one.messages.append(strangers, message("x", null)));
        assertThatExceptionOfType(ConversationNotFoundException.class)
                .isThrownBy(() -> one.trash.delete(strangers, Precondition.NONE));
        assertThatExceptionOfType(org.parley.platform.ProblemException.class)
                .isThrownBy(() -> one.conversations.change(
                        key, Precondition.of("\"0-0\""), ConversationUpdate.NOTHING.withTitle("x")));

        assertThat(one.changes).isEmpty();
    }

    @Test
    void aDeletionOfAllIsToldForEachInOneCall() {
        IntStream.range(0, 3)
                .forEach(i -> one.conversations.create(
                        new ConversationKey(ada, new ObjectId()), new NewConversation("t", List.of(), Map.of())));
        one.changes.clear();

        assertThat(one.trash.deleteAll(ada)).isEqualTo(4);

        assertThat(one.changes).hasSize(4).allMatch(change -> change.kind() == Kind.DELETED);
    }

    @Test
    void anImportTellsWhatItCreatesAndAppends() {
        List<ConversationChange> told = new ArrayList<>();
        WholeConversations intake = new WholeConversations(database(), List.of(told::addAll), Clock.systemUTC());
        ConversationKey imported = new ConversationKey(ada, new ObjectId());
        List<NewMessage> two = messages(new Random(1), 2, 0);

        intake.create(ada, Map.of(imported.id(), new NewConversation("t", two, Map.of())), false);
        assertThat(intake.create(ada, Map.of(imported.id(), new NewConversation("t", two, Map.of())), false))
                .containsExactly(Map.entry(imported.id(), ""));
        StoredConversation seen = intake.read(imported, message -> {}).orElseThrow();
        intake.append(seen, 2, messages(new Random(2), 150, 2), T0, stored -> new Origin("s", "", stored, "", "r"));

        assertThat(told)
                .extracting(ConversationChange::kind, ConversationChange::firstSeq, ConversationChange::count)
                .containsExactly(
                        tuple(Kind.CREATED, 0, 2), tuple(Kind.APPENDED, 2, 100), tuple(Kind.APPENDED, 102, 50));
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.api.Assertions.tuple(values);
    }

    private static List<NewMessage> messages(Random random, int count, int firstSeq) {
        List<NewMessage> messages = new ArrayList<>();
        for (int seq = firstSeq; seq < firstSeq + count; seq++) {
            boolean branch = random.nextInt(10) == 0;
            messages.add(message("m" + seq, branch ? random.nextInt(seq + 1) - 1 : null)
                    .withId(new ObjectId().toHexString()));
        }
        return messages;
    }

    /** Compares every counter with what the messages in the segments and the tail say. */
    private void recount() {
        Document document = one.document(id);
        int first = document.getInteger("first_segment", 0);
        int segmentCount = document.getInteger("segment_count");
        List<Document> all = new ArrayList<>();
        List<Document> segments = database()
                .collection(SegmentRepository.COLLECTION)
                .find(Filters.eq("_id.conversation_id", key.id()))
                .sort(Sorts.ascending("_id.segment"))
                .into(new ArrayList<>());
        for (Document segment : segments) {
            assertThat(segment.get("_id", Document.class).getInteger("segment"))
                    .isBetween(first, first + segmentCount - 1);
            assertThat(segment.getInteger("first_seq")).isEqualTo(all.size());
            all.addAll(segment.getList("messages", Document.class));
        }
        List<Document> tail = document.getList("messages", Document.class);
        assertThat(segments).hasSize(segmentCount);
        assertThat(document).containsEntry("tail_first_seq", all.size());
        assertThat(((Number) document.get("tail_bytes")).longValue()).isEqualTo(BsonSize.of(tail));
        all.addAll(tail);
        assertThat(document).containsEntry("message_count", all.size());
        List<Document> branches = new ArrayList<>();
        for (int seq = 0; seq < all.size(); seq++) {
            if (all.get(seq).get("parent") instanceof Integer parent && parent != seq - 1) {
                branches.add(new Document("seq", seq).append("parent", parent));
            }
        }
        assertThat(document.getList("branches", Document.class, List.of())).isEqualTo(branches);
        Document preview = document.get("preview", Document.class);
        if (preview != null && preview.get("at").equals(document.get("updated_at"))) {
            String newest = all.isEmpty()
                    ? null
                    : Preview.beginning(all.get(all.size() - 1).getString("content"));
            assertThat(preview.getString("text")).isEqualTo(newest);
        }
        assertThat(document.get("updated_at")).isInstanceOf(Date.class);
    }
}
