package org.parley.search;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.parley.store.Database;
import org.parley.testing.ClassDatabase;

class RealNodeIndexTest extends NodeIndexContract {
    @RegisterExtension
    static final ClassDatabase DATABASE = ClassDatabase.real();

    @Override
    Database database() {
        return DATABASE.get();
    }
}
