package org.parley.intake;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.parley.conversation.BareNode;
import org.parley.store.Database;
import org.parley.testing.ClassDatabase;

class RealConversationImportTest extends ConversationImportContract {
    @RegisterExtension
    static final ClassDatabase DATABASE = ClassDatabase.real();

    @BeforeAll
    static void createIndexes() {
        BareNode.createIndexes(DATABASE.get());
    }

    @Override
    Database database() {
        return DATABASE.get();
    }
}
