package org.parley.intake;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.bson.types.ObjectId;
import org.parley.platform.Sha256;

/**
 * The ids under which a file's conversation can be here. Ids made of owner and content let two imports that run at once
 * meet: the second one finds the first one's conversation.
 *
 * @param own the id it gets: made of owner, source id and first message, so that two conversations that bear the same
 *     source id (numbers from two browsers do) stay apart
 * @param empty the id it got when it had no message yet
 * @param itself the id it has if it came out of this very database
 * @param exported whether that is known from an export of its own, which is also a way to get back what was deleted
 */
record ImportIds(ObjectId own, ObjectId empty, ObjectId itself, boolean exported) {
    /** What the source id of Parley's own export begins with. */
    private static final String EXPORTED = "parley:";

    static ImportIds of(String userId, ImportedConversation conversation, MessageTrail trail) {
        String source = conversation.sourceId();
        boolean exported = source.startsWith(EXPORTED);
        String before = exported ? source.substring(EXPORTED.length()) : source;
        return new ImportIds(
                id(userId, source, trail.first()),
                id(userId, source, MessageTrail.START),
                ObjectId.isValid(before) ? new ObjectId(before) : null,
                exported);
    }

    Set<ObjectId> all() {
        Set<ObjectId> all = new LinkedHashSet<>();
        if (itself != null) {
            all.add(itself);
        }
        all.add(own);
        all.add(empty);
        return all;
    }

    /** Those that must not lie in the trash: an export brings a conversation back beside the one that lies there. */
    Set<ObjectId> kept() {
        Set<ObjectId> kept = all();
        if (exported) {
            kept.remove(itself);
        }
        return kept;
    }

    private static ObjectId id(String userId, String sourceId, String first) {
        return new ObjectId(Arrays.copyOf(Sha256.of(userId + '\n' + sourceId + '\n' + first), 12));
    }
}
