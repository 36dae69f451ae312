package org.parley.testing;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.parley.platform.Settings;
import org.parley.store.Database;

/** New, empty databases for tests without a server; the test closes them. */
public final class OpenDatabase {
    private OpenDatabase() {}

    /** An embedded store in a directory. */
    public static Database embedded(Path directory) {
        return open(Map.of("MONGODB_URI", "embedded:" + directory));
    }

    /** A database of the real MongoDB of this run; the test is skipped without one. */
    public static Database real() {
        return open(Map.of("MONGODB_URI", RealMongo.required(), "MONGODB_DATABASE", RealMongo.newDatabase()));
    }

    private static Database open(Map<String, String> settings) {
        return Database.open(new Settings(key -> Optional.ofNullable(settings.get(key))));
    }
}
