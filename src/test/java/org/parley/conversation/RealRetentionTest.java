package org.parley.conversation;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.parley.store.Database;
import org.parley.testing.ClassDatabase;

class RealRetentionTest extends RetentionContract {
    @RegisterExtension
    static final ClassDatabase DATABASE = ClassDatabase.real();

    @Override
    Database database() {
        return DATABASE.get();
    }
}
