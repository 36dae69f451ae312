package org.parley.conversation;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.parley.store.Database;
import org.parley.testing.ClassDatabase;

class EmbeddedAssistantMetadataTest extends AssistantMetadataContract {
    @RegisterExtension
    static final ClassDatabase DATABASE = ClassDatabase.embedded();

    @Override
    Database database() {
        return DATABASE.get();
    }
}
