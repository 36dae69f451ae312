package org.parley.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parley.conversation.BareNode;
import org.parley.conversation.SearchableRepository;
import org.parley.message.ConversationKey;
import org.parley.message.NewMessage;
import org.parley.message.Role;
import org.parley.segment.SegmentRepository;
import org.parley.store.Database;

/** The contract of the indexes that nodes keep and store, on every database. Each test has its own user. */
abstract class NodeIndexContract {
    private static final int MANY = 100_000;

    private final String ada = new ObjectId().toHexString();
    private IndexRepository stored;
    private PurgeRepository purges;
    private BareNode writer;
    private NodeIndexes one;
    private NodeIndexes other;
    private IndexKeeper keeper;

    abstract Database database();

    @BeforeEach
    void open() {
        stored = new IndexRepository(database());
        purges = new PurgeRepository(database());
        purges.create(database());
        BareNode.createIndexes(database());
        writer = new BareNode(database());
        one = node();
        other = node();
        keeper = new IndexKeeper(one, stored, purges, Clock.systemUTC());
    }

    @Test
    void eachNodeFindsWhatAnyNodeHasStored() {
        ObjectId id = conversation("Title");
        for (int i = 0; i < 20; i++) {
            say(id, "word" + i);
            assertThat(find(i % 2 == 0 ? one : other, "word" + i)).containsExactly(id);
        }
        assertThat(find(one, "word0")).containsExactly(id);
    }

    @Test
    void aStoredIndexIsLoadedAndToppedUp() {
        ObjectId id = conversation("Title");
        say(id, "early");
        keeper.buildNow(ada);
        assertThat(stored.version(ada).number()).isEqualTo(1);
        assertThat(stored.version(ada).complete()).isTrue();
        say(id, "late");

        assertThat(other.of(ada).unsaved()).isZero();
        assertThat(find(other, "early")).containsExactly(id);
        assertThat(find(other, "late")).containsExactly(id);
        assertThat(other.of(ada).unsaved()).isLessThan(4);
    }

    @Test
    void aLongConversationIsIndexedNewestFirstInSteps() {
        ObjectId id = conversation("Long");
        for (int i = 0; i < 250; i++) {
            say(id, "entry" + i);
        }

        NodeIndexes.Current current = one.current(ada, 100);
        current.close();
        assertThat(current.progress().done()).isEqualTo(200);
        assertThat(current.progress().total()).isEqualTo(250);
        assertThat(findNow(one, "entry249")).containsExactly(id);
        assertThat(findNow(one, "entry3")).isEmpty();
        say(id, "entry250");
        assertThat(keeper.buildNow(ada).done()).isEqualTo(251);
        for (int seq : new int[] {0, 3, 49, 50, 199, 200, 249, 250}) {
            assertThat(find(one, "entry" + seq)).as("entry %s", seq).containsExactly(id);
            assertThat(find(other, "entry" + seq)).as("entry %s", seq).containsExactly(id);
        }
        assertThat(messages(one)).isEqualTo(251);
    }

    @Test
    void aBuildThatWasKilledGoesOn() {
        for (int i = 0; i < 30; i++) {
            say(conversation("c" + i), "common");
        }
        one.current(ada, 10).close();
        one.of(ada).save(false);
        assertThat(stored.version(ada).complete()).isFalse();

        NodeIndexes.Current current = other.current(ada, 10);
        current.close();

        assertThat(current.progress().done()).isGreaterThan(5);
        assertThat(new IndexKeeper(other, stored, purges, Clock.systemUTC())
                        .buildNow(ada)
                        .done())
                .isEqualTo(30);
        assertThat(find(other, "common")).hasSize(30);
    }

    @Test
    void ofTwoNodesThatSaveAtOnceOneGoesOnWithTheOthersVersion() throws Exception {
        ObjectId id = conversation("Title");
        say(id, "first");
        keeper.buildNow(ada);
        find(other, "first");
        for (int round = 0; round < 10; round++) {
            say(id, "round" + round);
            find(one, "first");
            find(other, "first");
            ExecutorService nodes = Executors.newFixedThreadPool(2);
            List<Future<Boolean>> saves = nodes.invokeAll(List.<Callable<Boolean>>of(
                    () -> one.of(ada).save(false), () -> other.of(ada).save(false)));
            nodes.shutdown();

            assertThat(List.of(saves.get(0).get(), saves.get(1).get())).contains(true);
            for (NodeIndexes node : List.of(one, other, node())) {
                assertThat(find(node, "first")).containsExactly(id);
                assertThat(find(node, "round" + round)).containsExactly(id);
                assertThat(messages(node)).isEqualTo(2 + round);
            }
        }
    }

    /** A save that another node has overtaken puts the other's index in the place of this one's, which has read more. */
    @Test
    void aSearchFindsWhatWasAcknowledgedAlsoWhileSavesAreLost() throws Exception {
        ObjectId id = conversation("Title");
        say(id, "first");
        keeper.buildNow(ada);
        AtomicBoolean searching = new AtomicBoolean(true);
        ExecutorService background = Executors.newFixedThreadPool(2);
        List<Future<?>> saving = Stream.of(one, other)
                .<Future<?>>map(node -> background.submit(() -> {
                    while (searching.get()) {
                        node.of(ada).save(false);
                    }
                }))
                .toList();

        List<String> missed = new ArrayList<>();
        for (int round = 0; round < 30; round++) {
            say(id, "round" + round);
            for (NodeIndexes node : List.of(one, other)) {
                if (find(node, "round" + round).isEmpty()) {
                    missed.add("round" + round);
                }
            }
        }

        searching.set(false);
        background.shutdown();
        for (Future<?> each : saving) {
            each.get();
        }
        assertThat(missed).isEmpty();
    }

    @Test
    void aDamagedOrForeignIndexIsMadeAnew() {
        ObjectId id = conversation("Title");
        say(id, "word");
        keeper.buildNow(ada);

        database()
                .collection(IndexRepository.FILES)
                .updateMany(new Document("_id.u", ada), new Document("$set", new Document("d", new Binary(new byte[] {
                    1, 2, 3
                }))));
        assertThat(find(node(), "word")).containsExactly(id);
        database()
                .collection(IndexRepository.FILES)
                .updateMany(
                        new Document("_id.u", ada),
                        new Document("$set", new Document("z", new Binary(new byte[] {1, 2, 3})))
                                .append("$unset", new Document("d", "")));
        assertThat(find(node(), "word")).containsExactly(id);
        database().collection(IndexRepository.FILES).deleteMany(new Document("_id.u", ada));
        assertThat(find(node(), "word")).containsExactly(id);
        for (Document odd : List.of(
                new Document("analysis", 999),
                new Document("files", "none"),
                new Document("files", List.of(1)),
                new Document("version", "x"),
                new Document("seen", 5))) {
            database()
                    .collection(IndexRepository.INDEXES)
                    .updateOne(new Document("_id", ada), new Document("$set", odd));
            NodeIndexes fresh = node();
            assertThat(find(fresh, "word")).as("%s", odd).containsExactly(id);
        }
    }

    @Test
    void whatOtherProgramsChangeIsFoundAnew() {
        ObjectId id = conversation("Title");
        say(id, "mine");
        find(one, "mine");
        database()
                .collection("conversations")
                .updateOne(
                        new Document("_id", id),
                        new Document(
                                "$set",
                                new Document("messages", List.of(new Document("content", "theirs")))
                                        .append("updated_at", new Date())));

        assertThat(find(one, "theirs")).containsExactly(id);
        assertThat(find(one, "mine")).isEmpty();
    }

    @Test
    void anImportOfOldChatsIsFound() {
        find(one, "nothing");
        ObjectId id = new ObjectId();
        database()
                .collection("conversations")
                .insertOne(new Document("_id", id)
                        .append("user_id", ada)
                        .append("title", "Old")
                        .append("messages", List.of(new Document("content", "imported")))
                        .append("updated_at", new Date(0))
                        .append("arrived_at", new Date()));

        assertThat(find(one, "imported")).containsExactly(id);
    }

    @Test
    void sixtySecondsAfterARemovalNoByteIsLeft() {
        ObjectId kept = conversation("Kept");
        say(kept, "keptword");
        ObjectId gone = conversation("Gone");
        say(gone, "secretword");
        keeper.buildNow(ada);
        find(other, "secretword");
        assertThat(holds("secretword")).isTrue();

        purges.mark(ada, Instant.now().minusSeconds(20));
        database().collection("conversations").deleteOne(new Document("_id", gone));
        keeper.purge();

        assertThat(holds("secretword")).isFalse();
        assertThat(holds("keptword")).isTrue();
        assertThat(other.of(ada).save(false)).isFalse();
        assertThat(holds("secretword")).isFalse();
        assertThat(find(other, "keptword")).containsExactly(kept);
        assertThat(document().keySet()).doesNotContain("purge", "purging");
    }

    @Test
    void aPurgeOfANodeThatDiedIsDoneByAnother() {
        ObjectId gone = conversation("Gone");
        say(gone, "secretword");
        keeper.buildNow(ada);
        Instant now = Instant.now();
        purges.mark(ada, now.minusSeconds(100));
        database().collection("conversations").deleteOne(new Document("_id", gone));
        while (purges.claim(now.minusSeconds(90), Instant.EPOCH, now.minusSeconds(50))
                .isPresent()) {
            // taken on by a node that dies now
        }

        keeper.purge();

        assertThat(holds("secretword")).isFalse();
        assertThat(document().keySet()).doesNotContain("purge", "purging");
    }

    @Test
    void aRemovalBeforeAnyIndexWasStoredKeepsItOutOfLaterOnes() {
        ObjectId gone = conversation("Gone");
        say(gone, "secretword");
        find(other, "secretword");
        purges.mark(ada, Instant.now().minusSeconds(20));
        database().collection("conversations").deleteOne(new Document("_id", gone));
        keeper.purge();

        other.of(ada).save(false);

        assertThat(holds("secretword")).isFalse();
    }

    @Test
    void memoryIsFreedForThoseSearchedLast() {
        NodeIndexes small = new NodeIndexes(storage(), Clock.systemUTC(), 1);
        ObjectId id = conversation("Title");
        say(id, "word");
        assertThat(find(small, "word")).containsExactly(id);

        small.current(new ObjectId().toHexString(), MANY).close();

        assertThat(small.all())
                .extracting(NodeIndex::userId)
                .doesNotContain(ada)
                .hasSize(1);
        assertThat(find(small, "word")).containsExactly(id);
    }

    @Test
    void anIndexThatIsLoadedInAdvanceIsToppedUpAndGivesWayFirst() {
        ObjectId id = conversation("Title");
        say(id, "early");
        keeper.buildNow(ada);
        String ben = new ObjectId().toHexString();
        long room = one.of(ada).bytes() + other.of(ben).bytes();
        NodeIndexes node = new NodeIndexes(storage(), Clock.systemUTC(), room);

        node.preload(List.of(new ObjectId().toHexString(), ada));

        assertThat(node.all()).extracting(NodeIndex::userId).containsExactly(ada);
        say(id, "late");
        assertThat(find(node, "early")).containsExactly(id);
        assertThat(find(node, "late")).containsExactly(id);

        NodeIndexes again = new NodeIndexes(storage(), Clock.systemUTC(), room);
        again.preload(List.of(ada));
        again.current(ben, MANY).close();
        again.current(new ObjectId().toHexString(), MANY).close();
        assertThat(again.all()).extracting(NodeIndex::userId).contains(ben).doesNotContain(ada);
    }

    @Test
    void noIndexIsLoadedInAdvanceThatTakesHalfOfTheMemory() {
        say(conversation("Title"), "word");
        keeper.buildNow(ada);
        NodeIndexes small = new NodeIndexes(storage(), Clock.systemUTC(), 1_000);

        small.preload(List.of(ada));

        assertThat(small.all()).isEmpty();
    }

    private Document document() {
        return database()
                .collection(IndexRepository.INDEXES)
                .find(new Document("_id", ada))
                .first();
    }

    private boolean holds(String word) {
        List<Document> parts = database()
                .collection(IndexRepository.FILES)
                .find(new Document("_id.u", ada))
                .into(new ArrayList<>());
        return parts.stream().anyMatch(part -> PartText.of(part).contains(word));
    }

    private long messages(NodeIndexes node) {
        NodeIndexes.Current current = node.current(ada, MANY);
        current.close();
        return current.progress().done();
    }

    private List<ObjectId> find(NodeIndexes node, String query) {
        return found(node, query, MANY);
    }

    /** Searches without indexing more than what changed. */
    private List<ObjectId> findNow(NodeIndexes node, String query) {
        return found(node, query, 0);
    }

    private List<ObjectId> found(NodeIndexes node, String query, int budget) {
        try (NodeIndexes.Current current = node.current(ada, budget)) {
            return new IndexSearch(current.reader(), QueryReader.read("\"" + query + "\""), Optional.empty())
                    .run().stream().map(Group::conversation).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private NodeIndexes node() {
        return new NodeIndexes(storage(), Clock.systemUTC(), Long.MAX_VALUE);
    }

    private IndexStorage storage() {
        return new IndexStorage(
                stored, new SearchableRepository(database()), new SegmentRepository(database()), Clock.systemUTC());
    }

    private ObjectId conversation(String title) {
        ObjectId id = new ObjectId();
        Date now = new Date();
        database()
                .collection("conversations")
                .insertOne(new Document("_id", id)
                        .append("user_id", ada)
                        .append("title", title)
                        .append("messages", List.of())
                        .append("status", "active")
                        .append("created_at", now)
                        .append("updated_at", now));
        return id;
    }

    private void say(ObjectId id, String content) {
        writer.messages.append(new ConversationKey(ada, id), new NewMessage(Role.USER, content, Instant.now()));
    }
}
