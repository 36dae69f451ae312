package org.parley.transfer;

import java.time.Instant;
import org.parley.conversation.Imported;
import org.parley.conversation.Imported.Outcome;
import org.parley.platform.Operation;
import org.parley.security.Account;

/** What a command did to conversations, in the words of the audit log. */
final class CommandOperations {
    private CommandOperations() {}

    static Operation imported(Account owner, Imported result, Instant at) {
        boolean created = result.outcome() == Outcome.NEW;
        return new Operation(
                created ? "conversations.create" : "conversations.add_message",
                "conversation",
                result.conversationId(),
                owner.id(),
                owner.username(),
                "CLI",
                "bin/migrate",
                created ? 201 : 200,
                org.parley.platform.Outcome.SUCCESS,
                null,
                null,
                at);
    }
}
