package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parley.conversation.ConversationChange.Kind;
import org.parley.document.FilingChange;
import org.parley.document.Status;
import org.parley.document.StoredConversation;
import org.parley.message.ConversationKey;
import org.parley.retention.BareRetention;
import org.parley.testing.SettableClock;
import org.parley.trash.BareTrash;

/** Retention: what nobody has changed for long is archived or trashed, and nothing else is. */
abstract class RetentionContract extends TwoNodes {
    private static final String ARCHIVE = "conversations.update";
    private static final String TRASH = "conversations.delete";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-06-01T12:00:00Z"));
    private BareRetention retention;
    private BareTrash trash;

    @BeforeEach
    void begin() {
        BareNode.createIndexes(database());
        database().collection(ConversationRepository.COLLECTION).deleteMany(Filters.ne("_id", key.id()));
        for (String collection : List.of("retention", "leases")) {
            database().collection(collection).deleteMany(new Document());
        }
        retention = retention(Optional.empty());
        trash = new BareTrash(database(), one.conversations, one.trash);
        append(one, "first", null);
        age(key, 100);
    }

    @Test
    void whatIsOldEnoughIsArchivedAndKeepsItsTime() {
        retention.put(ada, "P100D", null);
        Document before = one.document(id);
        one.changes.clear();

        assertThat(retention.apply()).isEqualTo(Map.of(id, ARCHIVE));

        before.put("status", "archived");
        before.put("revision", before.getLong("revision") + 1);
        assertThat(one.document(id)).isEqualTo(before);
        assertThat(one.changes).extracting(ConversationChange::kind).containsExactly(Kind.HEADER);
        assertThat(retention.apply()).isEmpty();
    }

    @Test
    void whatIsYoungerStaysAsItIs() {
        retention.put(ada, "P101D", "P101D");
        Document before = one.document(id);

        assertThat(retention.apply()).isEmpty();
        assertThat(one.document(id)).isEqualTo(before);
    }

    @Test
    void whatWasArchivedByAgeIsTrashedAtItsTimeSinceTheLastChangeOfAPerson() {
        retention.put(ada, "P90D", "P120D");
        retention.apply();

        clock.advance(Duration.ofDays(19));
        assertThat(retention.apply()).isEmpty();
        clock.advance(Duration.ofDays(1));
        assertThat(retention.apply()).isEqualTo(Map.of(id, TRASH));
        assertThat(trash.listed(ada)).containsExactly(id);
    }

    @Test
    void whoTakesAConversationOutOfTheArchiveKeepsItForTheWholeTime() {
        retention.put(ada, "P90D", null);
        retention.apply();
        one.conversations.setStatus(key, Status.ACTIVE);

        assertThat(retention.apply()).isEmpty();
    }

    @Test
    void whatIsDueForBothIsTrashed() {
        retention.put(ada, "P30D", "P100D");

        assertThat(retention.counts(ada, "P30D", "P100D")).containsExactly(0L, 1L);
        assertThat(retention.apply()).isEqualTo(Map.of(id, TRASH));
        assertThat(one.found(ada)).isEmpty();
    }

    @Test
    void whatIsPinnedStays() {
        one.conversations.file(key, FilingChange.of(filing -> filing.withPinned(true)));
        retention.put(ada, "P1D", "P2D");

        assertThat(retention.counts(ada, "P1D", "P2D")).containsExactly(0L, 0L);
        assertThat(retention.apply()).isEmpty();
        assertThat(retention(Optional.of("P1D")).apply()).isEmpty();
    }

    @Test
    void whatHasChangedSinceItWasReadStays() {
        StoredConversation seen = one.conversations.existing(key);
        append(other, "a change", null);

        assertThat(one.trash.trashUnchanged(key, seen)).isFalse();
        assertThat(one.conversations.archiveUnchanged(key, seen)).isFalse();

        StoredConversation unpinned = one.conversations.existing(key);
        one.conversations.file(key, FilingChange.of(filing -> filing.withPinned(true)));
        assertThat(one.trash.trashUnchanged(key, unpinned)).isFalse();
        assertThat(one.conversations.archiveUnchanged(key, unpinned)).isFalse();
        assertThat(one.document(id)).containsEntry("user_id", ada).doesNotContainKey("status");
    }

    @Test
    void whatWasRestoredCountsAnew() {
        retention.put(ada, null, "P90D");
        retention.apply();
        trash.restore(key);
        set("arrived_at", Date.from(clock.instant()));

        assertThat(retention.counts(ada, "P1D", "P90D")).containsExactly(0L, 0L);
        assertThat(retention.apply()).isEmpty();
        clock.advance(Duration.ofDays(90));
        assertThat(retention.apply()).isEqualTo(Map.of(id, TRASH));
    }

    @Test
    void theLimitTrashesEverybodysAndWhatUsersWantSoonerHappensSooner() {
        String bob = new ObjectId().toHexString();
        ConversationKey bobs = conversation(bob, 100);
        retention.put(ada, "P60D", "P200D");

        BareRetention lax = retention(Optional.of("P150D"));
        assertThat(lax.counts(bob, "P60D", null)).containsExactly(1L, 0L);
        assertThat(lax.apply()).isEqualTo(Map.of(id, ARCHIVE));
        BareRetention strict = retention(Optional.of("P100D"));
        assertThat(strict.counts(bob, "P60D", null)).containsExactly(0L, 1L);
        assertThat(strict.of(ada)).containsExactly(Optional.of("P60D"), Optional.of("P200D"));
        assertThat(strict.apply()).containsOnlyKeys(id, bobs.id().toHexString()).doesNotContainValue(ARCHIVE);
    }

    @Test
    void theLimitReachesOwnersWhoAreNoUsers() {
        String bob = new ObjectId().toHexString();
        Map<String, Object> owners = Map.of(
                conversation(ada, 100).hex(),
                new ObjectId(ada),
                conversation(ada, 99).hex(),
                ada,
                conversation(bob, 100).hex(),
                bob,
                conversation(bob, 101).hex(),
                new ObjectId(bob),
                conversation("somebody", 100).hex(),
                "somebody");
        owners.forEach((one, owner) -> set(new ObjectId(one), "user_id", owner));
        List.of(List.of("nobody"), 7, false, new Document("id", bob))
                .forEach(nobody -> set(conversation(bob, 200).id(), "user_id", nobody));

        assertThat(retention(Optional.of("P99D")).apply())
                .hasSize(6)
                .containsOnlyKeys(
                        Stream.concat(owners.keySet().stream(), Stream.of(id)).toList());
        assertThat(trash.listed(bob)).hasSize(2);
        assertThat(trash.listed("somebody")).hasSize(1);
    }

    @Test
    void theLimitReachesEveryoneOfManyOwners() {
        List<Document> many = IntStream.range(0, 2_001)
                .mapToObj(i -> new Document("title", "t")
                        .append("user_id", i % 2 == 0 ? new ObjectId().toHexString() : new ObjectId())
                        .append("updated_at", Date.from(clock.instant().minus(Duration.ofDays(i < 1_999 ? 1 : 2)))))
                .toList();
        database().collection(ConversationRepository.COLLECTION).insertMany(many);
        Set<String> due = Set.of(
                many.get(1_999).getObjectId("_id").toHexString(),
                many.get(2_000).getObjectId("_id").toHexString());

        assertThat(retention(Optional.of("P2D")).apply())
                .containsKeys(due.toArray(String[]::new))
                .hasSize(3);
    }

    @Test
    void aRetentionReachesOnlyItsOwnersConversations() {
        String bob = new ObjectId().toHexString();
        retention.put(bob, "P1D", "P2D");

        assertThat(retention.apply()).isEmpty();
        assertThat(retention.counts(bob, "P1D", "P2D")).containsExactly(0L, 0L);
        assertThat(retention.oldest(bob, "P1D", "P2D")).isEmpty();
        assertThat(retention.of(ada)).containsOnly(Optional.empty());
    }

    @Test
    void aRunThatWasStoppedIsContinuedByTheNext() {
        IntStream.range(0, 229).forEach(i -> conversation(ada, 200 + i % 7));
        retention.put(ada, null, "P90D");
        assertThat(retention.counts(ada, "P1D", "P90D")).containsExactly(0L, 230L);
        AtomicInteger asked = new AtomicInteger();

        assertThat(retention.apply(() -> asked.getAndIncrement() < 2)).hasSize(200);
        assertThat(retention.apply()).hasSize(30);
        assertThat(one.found(ada)).isEmpty();
    }

    @Test
    void manyUsersHaveTheirTurn() {
        List<String> users = IntStream.range(0, 101)
                .mapToObj(i -> new ObjectId().toHexString())
                .toList();
        users.forEach(user -> retention.put(user, "P5D", null));
        ConversationKey last = conversation(users.get(100), 5);

        assertThat(retention.apply()).containsOnlyKeys(last.id().toHexString());
        assertThat(retention(Optional.of("P5D")).apply())
                .isEqualTo(Map.of(id, TRASH, last.id().toHexString(), TRASH));
    }

    @Test
    void whatCannotBeArchivedDoesNotKeepTheOthersWaiting() {
        ConversationKey younger = conversation(ada, 95);
        set("segment_count", "theirs");
        retention.put(ada, "P90D", null);

        assertThat(retention.apply()).isEqualTo(Map.of(younger.id().toHexString(), ARCHIVE));
        assertThat(one.document(id)).containsEntry("segment_count", "theirs");
    }

    @Test
    void anOlderProgramsConversationIsArchivedAndTrashed() {
        legacy(List.of(old("first")));
        age(key, 100);
        retention.put(ada, "P90D", null);
        assertThat(retention.apply()).isEqualTo(Map.of(id, ARCHIVE));
        assertThat(one.all(ada, id)).hasSize(1);

        legacy(List.of(old("first")));
        age(key, 100);
        set("trashed_at", "long ago");
        retention.put(ada, "P90D", "P95D");
        assertThat(retention.apply()).isEqualTo(Map.of(id, TRASH));
        assertThat(one.document(id)).containsEntry("original_trashed_at", "long ago");
    }

    @Test
    void aTimeThatIsNoDateIsNeverDue() {
        retention.put(ada, "P1D", "P2D");
        for (Object odd : new Object[] {
            "2001-01-01T00:00:00",
            7,
            List.of(new Date(0)),
            new Document("a", new Date(0)),
            new BsonTimestamp(1, 1),
            false
        }) {
            set("updated_at", odd);

            assertThat(retention.counts(ada, "P1D", "P2D")).as("%s", odd).containsExactly(0L, 0L);
            assertThat(retention.apply()).as("%s", odd).isEmpty();
        }
    }

    @Test
    void aPreviewCountsAndShowsTheOldest() {
        List<ConversationKey> old =
                IntStream.range(0, 12).mapToObj(i -> conversation(ada, 60 - i)).toList();
        one.conversations.archiveUnchanged(old.get(0), one.conversations.existing(old.get(0)));

        assertThat(retention.counts(ada, "P50D", "P100D")).containsExactly(10L, 1L);
        assertThat(retention.counts(ada, "P50D", null)).containsExactly(11L, 0L);
        assertThat(retention.counts(ada, null, "P60D")).containsExactly(0L, 2L);
        assertThat(retention.counts(ada, null, null)).containsExactly(0L, 0L);
        assertThat(retention.oldest(ada, null, null)).isEmpty();
        assertThat(retention.oldest(ada, "P50D", "P100D"))
                .hasSize(10)
                .startsWith(id, old.get(1).id().toHexString(), old.get(2).id().toHexString())
                .doesNotContain(old.get(0).id().toHexString());
        assertThat(one.found(ada)).hasSize(13);
    }

    @Test
    void whoWantsNothingHasNoDocument() {
        retention.put(ada, "P1D", "P2D");
        retention.put(ada, null, "P3D");
        assertThat(retention.of(ada)).containsExactly(Optional.empty(), Optional.of("P3D"));

        retention.put(ada, null, null);
        assertThat(database().collection("retention").countDocuments()).isZero();
    }

    @Test
    void oneNodeWorksAtATime() {
        BareRetention second = retention(Optional.empty());

        assertThat(retention.lease(clock.instant().plusSeconds(60))).isTrue();
        assertThat(second.lease(clock.instant().plusSeconds(60))).isFalse();
        clock.advance(Duration.ofSeconds(60));
        assertThat(second.lease(clock.instant().plusSeconds(60))).isTrue();
    }

    private BareRetention retention(Optional<String> max) {
        return new BareRetention(database(), one.conversations, one.trash, clock, max);
    }

    private ConversationKey conversation(String owner, int days) {
        ConversationKey made = new ConversationKey(owner, new ObjectId());
        one.conversations.create(made, new NewConversation("t", List.of(), Map.of()));
        age(made, days);
        return made;
    }

    private void age(ConversationKey aged, int days) {
        database()
                .collection(ConversationRepository.COLLECTION)
                .updateOne(
                        Filters.eq("_id", aged.id()),
                        Updates.set("updated_at", Date.from(clock.instant().minus(Duration.ofDays(days)))));
    }

    private void set(String field, Object value) {
        set(key.id(), field, value);
    }

    private void set(ObjectId changed, String field, Object value) {
        database()
                .collection(ConversationRepository.COLLECTION)
                .updateOne(Filters.eq("_id", changed), Updates.set(field, value));
    }
}
