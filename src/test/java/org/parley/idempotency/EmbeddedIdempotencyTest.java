package org.parley.idempotency;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.parley.store.Database;
import org.parley.testing.ClassDatabase;

class EmbeddedIdempotencyTest extends IdempotencyContract {
    @RegisterExtension
    static final ClassDatabase DATABASE = ClassDatabase.embedded();

    @Override
    Database database() {
        return DATABASE.get();
    }
}
