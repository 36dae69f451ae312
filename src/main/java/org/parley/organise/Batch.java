package org.parley.organise;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.parley.document.FilingChange;
import org.parley.platform.ProblemException;
import org.parley.store.JsonInput;

/**
 * What {@code POST /conversations/batch} asks for, already checked.
 *
 * @param ids the conversations, without duplicates; at most {@value #MAX}
 * @param action what is done with each
 * @param filing the change of tags, project or pin, if the action is one
 */
record Batch(Set<String> ids, BatchAction action, Optional<FilingChange> filing) {
    static final int MAX = 200;

    /**
     * Reads a body.
     *
     * @throws ProblemException 400 that names the field
     */
    static Batch of(JsonObject body) {
        if (!(body.get("ids") instanceof JsonArray given) || given.size() > MAX) {
            throw ProblemException.badField("ids", "must be a list of at most " + MAX + " ids of conversations");
        }
        Set<String> ids = new LinkedHashSet<>();
        for (int i = 0; i < given.size(); i++) {
            ids.add(JsonInput.text("ids[" + i + "]", given.get(i)));
        }
        BatchAction action = BatchAction.of(body);
        return new Batch(ids, action, action.filing(body.getOrDefault("value", JsonValue.NULL)));
    }

    /** What became of each conversation. */
    record Result(List<String> done, List<Failure> failed) {}

    /**
     * A conversation that was left as it was.
     *
     * @param detail why, for the client
     * @param status what the single call would have answered
     * @param foreign whether it is another user's, for the audit log
     */
    record Failure(String id, String detail, int status, boolean foreign) {}
}
