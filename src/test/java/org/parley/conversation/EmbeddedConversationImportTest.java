package org.parley.conversation;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.parley.platform.Settings;
import org.parley.store.Database;

class EmbeddedConversationImportTest extends ConversationImportContract {
    @TempDir
    static Path directory;

    private static Database database;

    @BeforeAll
    static void open() {
        Map<String, String> settings = Map.of("MONGODB_URI", "embedded:" + directory);
        database = Database.open(new Settings(key -> Optional.ofNullable(settings.get(key))));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    Database database() {
        return database;
    }
}
