package org.parley.testing;

import com.mongodb.client.MongoDatabase;
import java.util.Optional;
import java.util.UUID;
import org.opentest4j.TestAbortedException;

/** The real MongoDB of this run: environment variable {@code PARLEY_TEST_MONGODB_URI}. */
public final class RealMongo {
    private static final String SETTING = "PARLEY_TEST_MONGODB_URI";

    private RealMongo() {}

    /** Its URI, if there is one in this run. */
    public static Optional<String> uri() {
        return Optional.ofNullable(System.getenv(SETTING)).filter(uri -> !uri.isBlank());
    }

    /** Its URI; without one the test is skipped, and the console says so. */
    public static String required() {
        return uri().orElseThrow(() -> {
            String reason = "SKIPPED, needs a real MongoDB: set " + SETTING;
            System.err.println(reason);
            return new TestAbortedException(reason);
        });
    }

    /** The name of a database that does not exist yet; it is dropped when the tests end. */
    public static String newDatabase() {
        String name = "parley_test_" + UUID.randomUUID().toString().substring(0, 8);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> database(name).drop()));
        return name;
    }

    /** One of its databases, read directly. */
    public static MongoDatabase database(String name) {
        return Databases.at(required(), name);
    }
}
