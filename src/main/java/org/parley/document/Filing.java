package org.parley.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.Document;
import org.parley.bson.BsonTexts;
import org.parley.bson.LocatedFields;
import org.parley.store.ListKeys;

/**
 * Where a user has filed a conversation.
 *
 * @param tags no two of which differ only by case
 * @param project the id of its project; empty if it is in none
 * @param pinned whether it is pinned
 */
public record Filing(List<String> tags, Optional<String> project, boolean pinned) {
    public static final String TAGS = "tags";
    public static final String PROJECT = "project_id";
    public static final String PINNED = "pinned";

    /** The field of the keys that filtered lists are read by. */
    public static final String KEYS = "list_keys";

    /** Filed nowhere. */
    public static final Filing NONE = new Filing(List.of(), Optional.empty(), false);

    /** What is stored, as far as it can be read. Tags of any length count, because other programs have their own rules. */
    static Filing of(LocatedFields fields) {
        List<String> tags = fields.is(StoredFields.TAGS, BsonType.ARRAY)
                ? Tags.distinct(fields.value(StoredFields.TAGS).asArray().stream()
                        .filter(BsonValue::isString)
                        .map(tag -> tag.asString().getValue())
                        .toList())
                : List.of();
        return new Filing(
                tags,
                fields.is(StoredFields.PROJECT, BsonType.STRING)
                        ? fields.filled(StoredFields.PROJECT)
                        : Optional.empty(),
                fields.is(StoredFields.PINNED, BsonType.BOOLEAN)
                        && fields.value(StoredFields.PINNED).asBoolean().getValue());
    }

    /** The stored keys of filtered lists. */
    static List<String> keys(LocatedFields fields) {
        return fields.value(StoredFields.LIST_KEYS) instanceof BsonArray stored
                ? stored.stream().map(BsonTexts::text).toList()
                : List.of();
    }

    /** The same with other tags; second spellings and blank ones are dropped. */
    public Filing withTags(List<String> given) {
        return new Filing(Tags.distinct(given), project, pinned);
    }

    /** The same in another project, or in none. */
    public Filing withProject(Optional<String> given) {
        return new Filing(tags, given, pinned);
    }

    /** The same, pinned or not. */
    public Filing withPinned(boolean given) {
        return new Filing(tags, project, given);
    }

    /**
     * The same with one more tag; a tag that is there keeps its spelling.
     *
     * @throws org.parley.platform.ProblemException 400 if there are as many as there can be
     */
    public Filing tagged(String tag) {
        if (has(tag)) {
            return this;
        }
        List<String> more = new ArrayList<>(tags);
        more.add(tag);
        return withTags(Tags.limited(more));
    }

    /** The same without a tag, however it is spelled. */
    public Filing untagged(String tag) {
        return withTags(tags.stream().filter(one -> !isSame(one, tag)).toList());
    }

    /** The same with another name in the place of a tag, if it has the tag; two that become one stay where the first is. */
    public Filing renamed(String tag, String name) {
        return withTags(tags.stream().map(one -> isSame(one, tag) ? name : one).toList());
    }

    /** Whether it has a tag, however that is spelled. */
    public boolean has(String tag) {
        return tags.stream().anyMatch(one -> isSame(one, tag));
    }

    private static boolean isSame(String one, String other) {
        return ListKeys.folded(one).equals(ListKeys.folded(other));
    }

    /** The keys of the filtered lists that the conversation is in. */
    public List<String> keys(String owner) {
        return ListKeys.all(owner, tags, project, pinned);
    }

    /** The fields to store, without those that say nothing. */
    public Document document(String owner) {
        Document fields = new Document();
        if (!tags.isEmpty()) {
            fields.append(TAGS, tags);
        }
        project.ifPresent(id -> fields.append(PROJECT, id));
        if (pinned) {
            fields.append(PINNED, true);
        }
        return equals(NONE) ? fields : fields.append(KEYS, keys(owner));
    }

    /** Whether a stored list holds something else than texts, which a list of tags could not keep. */
    static boolean areTags(BsonArray stored) {
        return stored.stream().allMatch(BsonValue::isString);
    }
}
