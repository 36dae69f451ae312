package org.parley.formats;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** One program's export. Implementations have no state. */
interface ImportFormat {
    /** Its name in reports. */
    String name();

    /** Whether an object with these fields is a conversation, or a whole file, of this format. */
    boolean has(Set<String> fields);

    /** Whether one object is a whole export with many conversations. */
    default boolean holdsMany() {
        return false;
    }

    /**
     * Reads an object that {@link #has} knows.
     *
     * @param notes gets what reading changes
     * @return the conversations in it: one, but for formats whose file is one object
     * @throws UnreadableConversationException if it holds none that can be imported
     */
    List<Reading> read(JsonObject object, Consumer<String> notes) throws UnreadableConversationException;
}
