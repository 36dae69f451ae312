package org.parley.session;

import org.parley.store.Database;
import org.parley.testing.OpenDatabase;

class RealMongoSessionsTest extends MongoSessionsContract {
    @Override
    Database open() {
        return OpenDatabase.real();
    }
}
