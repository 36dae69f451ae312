package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parley.conversation.ConversationChange.Kind;
import org.parley.document.FilingChange;
import org.parley.listing.ListFilter;
import org.parley.listing.StatusFilter;
import org.parley.message.ConversationKey;
import org.parley.message.ConversationNotFoundException;
import org.parley.trash.BareTrash;

/** The trash: what lies there is gone for everybody, comes back as it was, and leaves nothing when it is purged. */
abstract class TrashContract extends TwoNodes {
    private BareTrash trash;

    @BeforeEach
    void openTrash() {
        BareNode.createIndexes(database());
        trash = new BareTrash(database(), one.conversations, one.trash);
        trash.createIndexes();
    }

    @Test
    void whatLiesInTheTrashIsGoneForItsOwner() {
        append(one, "first", null);
        file("t");

        one.trash.trash(key);

        assertThat(one.found(ada)).isEmpty();
        assertThat(other.conversations.count(ada, ListFilter.of(StatusFilter.ALL)))
                .isZero();
        assertThat(one.conversations.count(ada, ListFilter.of("all", "t", null, null)))
                .isZero();
        assertThatExceptionOfType(ConversationNotFoundException.class).isThrownBy(() -> append(other, "x", null));
        assertThatExceptionOfType(ConversationNotFoundException.class).isThrownBy(() -> file("u"));
        assertThatExceptionOfType(ConversationNotFoundException.class).isThrownBy(() -> one.trash.trash(key));
        assertThatExceptionOfType(ConversationNotFoundException.class)
                .isThrownBy(() -> one.messages.context(key, Optional.empty(), 5));
        assertThatExceptionOfType(ConversationNotFoundException.class)
                .isThrownBy(() -> one.conversations.existing(key));
        assertThat(one.trash.deleteAll(ada)).isZero();
    }

    @Test
    void aRestoredConversationIsAsItWas() {
        IntStream.range(0, 250).forEach(i -> append(one, "m" + i, null));
        file("t");
        Document before = one.document(id);

        one.trash.trash(key);
        assertThat(trash.listed(ada)).containsExactly(id);
        one.changes.clear();
        trash.restore(key);

        assertThat(withoutArrival(one.document(id))).isEqualTo(before);
        assertThat(trash.listed(ada)).isEmpty();
        assertThat(one.all(ada, id)).hasSize(250);
        assertThat(one.conversations.count(ada, ListFilter.of("all", "T", null, null)))
                .isEqualTo(1);
        assertThat(one.changes)
                .extracting(ConversationChange::kind, ConversationChange::count)
                .containsExactly(org.assertj.core.api.Assertions.tuple(Kind.CREATED, 250));
        append(one, "more", null);
    }

    @Test
    void anOlderProgramsConversationComesBackAsItWas() {
        legacy(List.of(old("first")));
        Document before = one.document(id);

        one.trash.trash(key);
        assertThat(trash.listed(ada)).containsExactly(id);
        trash.restore(key);

        assertThat(withoutArrival(one.document(id))).isEqualTo(before);
        append(one, "second", null);
        assertThat(one.all(ada, id)).hasSize(2);
    }

    @Test
    void whatAnotherProgramKeepsUnderTheNamesOfTheTrashStays() {
        set("trashed_at", "long ago");
        set("trashed_by", 7);
        set("list_keys", "theirs");

        assertThat(one.trash.deleteAll(ada)).isEqualTo(1);
        trash.restore(key);

        assertThat(one.document(id))
                .containsEntry("original_trashed_at", "long ago")
                .containsEntry("original_trashed_by", 7)
                .containsEntry("list_keys", "theirs")
                .doesNotContainKeys("trashed_at", "trashed_by", "trashed_user_id");
    }

    @Test
    void aConversationWithAListOfOwnersComesBackToAllOfThem() {
        String bob = new ObjectId().toHexString();
        set("user_id", List.of(bob, ada));
        set("tags", List.of("t"));

        one.trash.trash(key);
        assertThat(one.found(bob)).isEmpty();
        trash.restore(key);

        assertThat(one.document(id)).containsEntry("user_id", List.of(bob, ada));
        assertThat(one.found(bob)).hasSize(1);
        assertThat(one.found(ada)).hasSize(1);
    }

    @Test
    void aTrashBelongsToItsOwner() {
        one.trash.trash(key);
        String bob = new ObjectId().toHexString();

        assertThat(trash.listed(bob)).isEmpty();
        for (ConversationKey strangers :
                List.of(new ConversationKey(bob, key.id()), new ConversationKey(ada, new ObjectId()))) {
            assertThatExceptionOfType(ConversationNotFoundException.class).isThrownBy(() -> trash.restore(strangers));
            assertThatExceptionOfType(ConversationNotFoundException.class).isThrownBy(() -> trash.purge(strangers));
        }
        trash.purgeAll(bob);
        assertThat(trash.listed(ada)).containsExactly(id);
    }

    @Test
    void aPurgeLeavesNothingInAnyCollection() {
        IntStream.range(0, 250).forEach(i -> append(one, "a secret that must go " + i, null));
        database()
                .collection("idempotency_keys")
                .insertOne(new Document("_id", "k" + id).append("conversation_id", id));
        one.trash.trash(key);
        one.changes.clear();

        trash.purge(key);

        for (String collection : database().mongo().listCollectionNames()) {
            for (Document document : database().collection(collection).find()) {
                assertThat(document.toJson()).as(collection).doesNotContain(id, "a secret that must go");
            }
        }
        assertThat(one.changes).extracting(ConversationChange::kind).containsExactly(Kind.PURGED);
        assertThatExceptionOfType(ConversationNotFoundException.class).isThrownBy(() -> trash.restore(key));
    }

    @Test
    void aPurgeThatWasInterruptedIsCompletedAndTheConversationIsNotRestored() {
        append(one, "first", null);
        one.trash.trash(key);
        one.trash.beginPurge(ada, List.of(key.id()));

        assertThatExceptionOfType(ConversationNotFoundException.class).isThrownBy(() -> trash.restore(key));
        assertThat(trash.purgeBefore(Clock.systemUTC().instant()).values().stream()
                        .flatMap(List::stream))
                .contains(key.id());
        assertThat(one.document(id)).isNull();
    }

    @Test
    void onlyWhatIsOldEnoughIsPurged() {
        one.trash.trash(key);

        trash.purgeBefore(Clock.systemUTC().instant().minusSeconds(60));
        assertThat(trash.listed(ada)).containsExactly(id);
    }

    @Test
    void appendsAndDeletionsAtOnceLeaveAConversationWholeOrAbsent() {
        for (int round = 0; round < 10; round++) {
            legacy(List.of(old("first")));
            together(3, writer -> {
                try {
                    if (writer == 2) {
                        one.trash.trash(key);
                    } else {
                        append(writer == 0 ? one : other, "w" + writer, null);
                    }
                } catch (ConversationNotFoundException gone) {
                    return;
                }
            });

            assertThat(one.found(ada)).isEmpty();
            trash.restore(key);
            int stored = one.all(ada, id).size();
            assertThat(stored).isBetween(1, 3);
            append(one, "after", null);
            assertThat(one.document(id)).containsEntry("message_count", stored + 1);
        }
    }

    @Test
    void theTrashIsReadInPages() {
        List<ConversationKey> keys = IntStream.range(0, 7)
                .mapToObj(i -> new ConversationKey(ada, new ObjectId()))
                .toList();
        keys.forEach(one -> this.one.conversations.create(one, new NewConversation("t", List.of(), Map.of())));
        one.trash.deleteAll(ada);

        assertThat(trash.pages(ada, 3)).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void aProjectThatIsGoneByThenTheConversationIsInNoLonger() {
        ObjectId project = new ObjectId();
        database()
                .collection("projects")
                .insertOne(new Document("_id", project)
                        .append("user_id", ada)
                        .append("name", "p")
                        .append("name_key", "p"));
        one.conversations.file(key, FilingChange.moveTo(project.toHexString()));
        one.trash.trash(key);
        database().collection("projects").deleteOne(Filters.eq("_id", project));

        trash.restore(key);

        assertThat(one.document(id)).doesNotContainKeys("project_id", "list_keys");
    }

    @Test
    void anImportLeavesWhatLiesInTheTrashThere() {
        WholeConversations intake = new WholeConversations(database(), List.of(), Clock.systemUTC());
        one.trash.trash(key);

        assertThat(intake.inTrash(ada, List.of(key.id(), new ObjectId()))).containsExactly(key.id());
        assertThat(intake.find(ada, List.of(key.id()))).isEmpty();
    }

    private void file(String tag) {
        one.conversations.file(key, FilingChange.of(filing -> filing.tagged(tag)));
    }

    private void set(String field, Object value) {
        database()
                .collection(ConversationRepository.COLLECTION)
                .updateOne(Filters.eq("_id", key.id()), Updates.set(field, value));
    }

    /** A restored document as it was before; it has arrived since. */
    private static Document withoutArrival(Document restored) {
        assertThat(restored.remove("arrived_at")).isInstanceOf(Date.class);
        return restored;
    }
}
