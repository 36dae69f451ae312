package org.parley.transfer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.parley.formats.NotInFile;
import org.parley.intake.ImportedConversation;
import org.parley.intake.ImportedMessage;

/**
 * One conversation of a file, as far as it is readable.
 *
 * @param position its position in the file, from 1
 * @param title its title, if it has one to show
 * @param conversation the conversation to import; empty if it is unreadable
 * @param reason why it is unreadable; empty if it is not
 * @param notes the changes that reading made, for the report
 * @param notInFile what the file is known not to hold of it
 */
record Entry(
        int position,
        Optional<String> title,
        Optional<ImportedConversation> conversation,
        Optional<String> reason,
        List<String> notes,
        Set<NotInFile> notInFile) {
    boolean readable() {
        return conversation.isPresent();
    }

    /** The length of its text, which limits how many are stored at once. */
    int characters() {
        return given().mapToInt(message -> message.content().length()).sum();
    }

    int messages() {
        return (int) given().count();
    }

    private Stream<ImportedMessage> given() {
        return conversation.stream().flatMap(readable -> readable.messages().stream());
    }
}
