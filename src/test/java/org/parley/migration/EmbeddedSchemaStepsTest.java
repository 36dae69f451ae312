package org.parley.migration;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.parley.store.Database;
import org.parley.testing.OpenDatabase;

class EmbeddedSchemaStepsTest extends SchemaStepsContract {
    @TempDir
    Path directory;

    @Override
    Database open() {
        return OpenDatabase.embedded(directory);
    }
}
