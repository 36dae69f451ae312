package org.parley.migration;

import org.parley.store.Database;
import org.parley.testing.OpenDatabase;

class RealSchemaStepsTest extends SchemaStepsContract {
    @Override
    Database open() {
        return OpenDatabase.real();
    }
}
