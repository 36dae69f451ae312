package org.parley.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.parley.testing.OpenDatabase;

class EmbeddedOddRecordsAtStartTest extends OddRecordsAtStartContract {
    @TempDir
    Path directory;

    @Override
    Database open() {
        return OpenDatabase.embedded(directory);
    }
}
