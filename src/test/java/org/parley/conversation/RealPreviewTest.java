package org.parley.conversation;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.parley.store.Database;
import org.parley.testing.OpenDatabase;

class RealPreviewTest extends PreviewContract {
    private static Database database;

    @BeforeAll
    static void openDatabase() {
        database = OpenDatabase.real();
    }

    @AfterAll
    static void closeDatabase() {
        if (database != null) {
            database.close();
        }
    }

    @Override
    Database database() {
        return database;
    }
}
