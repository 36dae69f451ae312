package org.parley.search;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.parley.store.Database;
import org.parley.testing.ClassDatabase;

class EmbeddedNodeIndexTest extends NodeIndexContract {
    @RegisterExtension
    static final ClassDatabase DATABASE = ClassDatabase.embedded();

    @Override
    Database database() {
        return DATABASE.get();
    }
}
