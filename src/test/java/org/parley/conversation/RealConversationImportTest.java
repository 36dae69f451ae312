package org.parley.conversation;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.parley.platform.Settings;
import org.parley.store.Database;
import org.parley.testing.RealMongo;

class RealConversationImportTest extends ConversationImportContract {
    private static Database database;

    @BeforeAll
    static void open() {
        Map<String, String> settings =
                Map.of("MONGODB_URI", RealMongo.required(), "MONGODB_DATABASE", RealMongo.newDatabase());
        database = Database.open(new Settings(key -> Optional.ofNullable(settings.get(key))));
        new ImportRepository(database).create(database);
    }

    @AfterAll
    static void close() {
        if (database != null) {
            database.close();
        }
    }

    @Override
    Database database() {
        return database;
    }
}
