package org.parley.transfer;

import java.util.List;
import org.parley.conversation.ImportedConversation;

/**
 * One conversation of a file, as far as it could be read.
 *
 * @param position where it stands in the file, from 1
 * @param title its title, or null when it has none to show
 * @param conversation what is to be imported, or null if it could not be read
 * @param reason why it could not be read, or null
 * @param notes what was changed on the way, for the report
 */
record Entry(int position, String title, ImportedConversation conversation, String reason, List<String> notes) {
    boolean readable() {
        return conversation != null;
    }

    /** How much text it holds, for deciding how many to store at once. */
    int characters() {
        return readable()
                ? conversation.messages().stream()
                        .mapToInt(message -> message.content().length())
                        .sum()
                : 0;
    }

    int messages() {
        return readable() ? conversation.messages().size() : 0;
    }
}
