package org.parley.transfer;

import java.time.Instant;
import java.util.Optional;
import org.parley.intake.Imported;
import org.parley.intake.Imported.Outcome;
import org.parley.platform.Operation;
import org.parley.security.Account;

/** Describes a command's changes to conversations as audited operations. */
final class CommandOperations {
    private CommandOperations() {}

    static Operation imported(Account owner, Imported result, Instant at) {
        boolean created = result.outcome() == Outcome.NEW;
        return new Operation(
                created ? "conversations.create" : "conversations.add_message",
                "conversation",
                result.conversationId(),
                Optional.of(owner.id()),
                Optional.of(owner.username()),
                Optional.empty(),
                "CLI",
                "bin/migrate",
                created ? 201 : 200,
                org.parley.platform.Outcome.SUCCESS,
                Optional.empty(),
                Optional.empty(),
                at,
                false);
    }
}
