package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.BsonArray;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parley.conversation.ConversationChange.Kind;
import org.parley.document.Filing;
import org.parley.document.FilingChange;
import org.parley.document.Precondition;
import org.parley.document.StoredConversation;
import org.parley.listing.Cursor;
import org.parley.listing.ListFilter;
import org.parley.listing.ListPage;
import org.parley.listing.ListQuery;
import org.parley.message.ConversationKey;
import org.parley.platform.ProblemException;

/** Tags, projects and pins of conversations, and the lists that they filter. */
abstract class FilingContract extends TwoNodes {
    @BeforeEach
    void indexes() {
        BareNode.createIndexes(database());
    }

    @Test
    void aFilteredListHoldsWhatMatchesAllOfItsConditions() {
        String work = project(ada);
        String home = project(ada);
        ConversationKey both = created(filing -> filing.tagged("Work").tagged("urgent"));
        ConversationKey pinned = created(filing -> filing.tagged("work").withPinned(true));
        ConversationKey moved = created(
                filing -> filing.tagged("WORK").withProject(Optional.of(work)).withPinned(true));
        ConversationKey other = created(filing -> filing.withProject(Optional.of(home)));

        assertThat(listed("work", null, false)).containsExactlyInAnyOrder(both, pinned, moved);
        assertThat(listed("URGENT", null, false)).containsExactly(both);
        assertThat(listed("work", null, true)).containsExactlyInAnyOrder(pinned, moved);
        assertThat(listed(null, null, true)).containsExactlyInAnyOrder(pinned, moved);
        assertThat(listed(null, work, false)).containsExactly(moved);
        assertThat(listed(null, home, false)).containsExactly(other);
        assertThat(listed("work", work, true)).containsExactly(moved);
        assertThat(listed("work", home, false)).isEmpty();
        assertThat(listed(null, null, false)).hasSize(5);
    }

    @Test
    void filingChangesTheRevisionAndNeitherTheTimeNorThePreview() {
        append(one, "kept", null);
        Document before = one.document(id);

        file(key, filing -> filing.tagged("a").withPinned(true));

        Document after = one.document(id);
        assertThat(after.get("revision")).isEqualTo(before.getLong("revision") + 1);
        assertThat(after.get("updated_at")).isEqualTo(before.get("updated_at"));
        assertThat(after.get("preview")).isEqualTo(before.get("preview"));
        assertThat(one.found(ada)).allMatch(StoredConversation::hasPreview);
        assertThat(one.changes).last().extracting(ConversationChange::kind).isEqualTo(Kind.HEADER);
    }

    @Test
    void filingAConversationAsItIsChangesNothing() {
        file(key, filing -> filing.tagged("a"));
        Document before = one.document(id);

        file(key, filing -> filing.tagged("A"));

        assertThat(one.document(id)).isEqualTo(before);
    }

    @Test
    void whatIsFiledNowhereHasNoneOfTheFields() {
        file(key, filing -> filing.tagged("a").withPinned(true));
        file(key, filing -> Filing.NONE);

        assertThat(one.document(id)).doesNotContainKeys("tags", "pinned", "project_id", "list_keys");
        assertThat(listed("a", null, false)).isEmpty();
    }

    @Test
    void writersThatTagPinMoveAndAppendAtOnceLoseNothing() {
        String work = project(ada);
        append(one, "first", null);

        together(6, writer -> {
            BareNode node = writer % 2 == 0 ? one : other;
            for (int i = 0; i < 5; i++) {
                String tag = writer + "/" + i;
                switch (writer) {
                    case 4 -> append(node, tag, null);
                    case 5 ->
                        file(
                                node,
                                key,
                                filing -> filing.withProject(Optional.of(work)).withPinned(true));
                    default -> file(node, key, filing -> filing.tagged(tag));
                }
            }
        });

        Document document = one.document(id);
        assertThat(document.getList("tags", String.class)).hasSize(20).doesNotHaveDuplicates();
        assertThat(document).containsEntry("project_id", work).containsEntry("pinned", true);
        assertThat(document).containsEntry("message_count", 6);
        for (String tag : document.getList("tags", String.class)) {
            assertThat(listed(tag, work, true)).containsExactly(key);
        }
    }

    @Test
    void tagsOfAnOlderProgramCountHoweverTheyAreStored() {
        set("tags", List.of("Garden", "garden", "x".repeat(100), 7, " ", new Document("a", 1)));

        assertThat(listed("GARDEN", null, false)).containsExactly(key);
        assertThat(listed("x".repeat(100), null, false)).containsExactly(key);
        assertThat(one.found(ada).get(0).filing().tags()).containsExactly("Garden", "x".repeat(100));

        for (Object none : List.of("text", 7, List.of(), List.of(7), new Document("0", "garden"), new Date())) {
            legacy(List.of());
            set("tags", none);
            assertThat(listed("garden", null, false)).as("%s", none).isEmpty();
            assertThat(one.found(ada).get(0).filing().tags()).as("%s", none).isEmpty();
        }
    }

    @Test
    void keysOfOlderTagsAreAddedWithoutAnyOtherChange() {
        set("tags", List.of("garden"));
        Document before = one.document(id);

        listed("nothing", null, false);

        Document after = one.document(id);
        assertThat(after.getList("list_keys", String.class)).hasSize(2);
        after.remove("list_keys");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void whatAnotherProgramKeepsInTheFieldsStaysBesideThem() {
        BsonArray mixed = new BsonArray(List.of(new BsonString("a"), new BsonInt32(7)));
        set("tags", mixed);
        set("pinned", "yes");
        set("project_id", 5);
        set("list_keys", "theirs");

        file(key, filing -> filing.tagged("b").withPinned(true));

        assertThat(one.document(id))
                .containsEntry("tags", List.of("a", "b"))
                .containsEntry("pinned", true)
                .containsEntry("original_tags", List.of("a", 7))
                .containsEntry("original_pinned", "yes")
                .containsEntry("original_project_id", 5)
                .containsEntry("original_list_keys", "theirs")
                .doesNotContainKey("project_id");
        assertThat(listed("A", null, true)).containsExactly(key);
    }

    @Test
    void replacedMessagesAndNewTagsComeInOneStep() {
        append(one, "before", null);
        one.conversations.change(
                key,
                Precondition.NONE,
                ConversationUpdate.NOTHING
                        .withMessages(List.of(message("after", null)))
                        .withFiling(FilingChange.of(filing -> filing.tagged("new"))));

        assertThat(one.document(id)).containsEntry("message_count", 1);
        assertThat(listed("new", null, false)).containsExactly(key);
    }

    @Test
    void aThirtyThirdTagIsRefusedAndNothingIsStored() {
        file(key, filing -> {
            Filing filed = filing;
            for (int i = 0; i < 32; i++) {
                filed = filed.tagged("t" + i);
            }
            return filed;
        });
        Document before = one.document(id);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> file(key, filing -> filing.tagged("more")))
                .matches(problem -> problem.status() == 400);
        assertThat(one.document(id)).isEqualTo(before);
    }

    @Test
    void aProjectOfSomebodyElseIsNone() {
        String theirs = project(new ObjectId().toHexString());

        for (String project : List.of(theirs, new ObjectId().toHexString())) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> one.conversations.change(
                            key,
                            Precondition.NONE,
                            ConversationUpdate.NOTHING.withFiling(FilingChange.moveTo(project))))
                    .matches(problem -> problem.status() == 400);
        }
        assertThat(one.document(id)).doesNotContainKey("project_id");
    }

    @Test
    void pagesOfAFilteredListHoldEveryConversationOnce() {
        List<ConversationKey> keys = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            keys.add(created(filing -> filing.tagged("t")));
            created(filing -> filing.tagged("other"));
        }
        List<ConversationKey> read = new ArrayList<>();
        ListFilter filter = filter("t", null, false);
        Optional<Cursor> cursor = Optional.empty();
        do {
            ListPage page = one.listing.page(ada, new ListQuery(filter, 10, 0, cursor), true);
            page.entries().forEach(entry -> read.add(entry.key()));
            cursor = page.next();
        } while (cursor.isPresent());

        assertThat(read).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(one.conversations.count(ada, filter)).isEqualTo(25);
    }

    private ConversationKey created(UnaryOperator<Filing> filing) {
        ConversationKey created = new ConversationKey(ada, new ObjectId());
        one.conversations.create(created, new NewConversation("t", List.of(), Map.of()));
        file(created, filing);
        return created;
    }

    private void file(ConversationKey conversation, UnaryOperator<Filing> filing) {
        file(one, conversation, filing);
    }

    private static void file(BareNode node, ConversationKey conversation, UnaryOperator<Filing> filing) {
        node.conversations.change(
                conversation, Precondition.NONE, ConversationUpdate.NOTHING.withFiling(FilingChange.of(filing)));
    }

    private List<ConversationKey> listed(String tag, String project, boolean pinned) {
        List<ConversationKey> listed = one
                .listing
                .page(ada, new ListQuery(filter(tag, project, pinned), 100, 0, Optional.empty()), true)
                .entries()
                .stream()
                .map(StoredConversation::key)
                .toList();
        assertThat(other.conversations.count(ada, filter(tag, project, pinned))).isEqualTo(listed.size());
        return listed;
    }

    private static ListFilter filter(String tag, String project, boolean pinned) {
        return ListFilter.of("all", tag, project, pinned ? "true" : null);
    }

    private String project(String owner) {
        ObjectId project = new ObjectId();
        database()
                .collection("projects")
                .insertOne(new Document("_id", project)
                        .append("user_id", owner)
                        .append("name", project.toHexString())
                        .append("name_key", project.toHexString()));
        return project.toHexString();
    }

    private void set(String field, Object value) {
        database()
                .collection(ConversationRepository.COLLECTION)
                .updateOne(Filters.eq("_id", key.id()), Updates.set(field, value));
    }
}
