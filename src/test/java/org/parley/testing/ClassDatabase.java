package org.parley.testing;

import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.parley.store.Database;

/** A database for all tests of a class; the class is skipped if there is no such database. */
public final class ClassDatabase implements BeforeAllCallback, AfterAllCallback {
    private final Function<Class<?>, Database> opened;
    private Database database;

    private ClassDatabase(Function<Class<?>, Database> opened) {
        this.opened = opened;
    }

    /** An embedded store of its own, below {@code target/stores}. */
    public static ClassDatabase embedded() {
        return new ClassDatabase(
                test -> OpenDatabase.embedded(Directories.emptied(Path.of("target", "stores", test.getSimpleName()))));
    }

    /** A database of its own in the real MongoDB of this run. */
    public static ClassDatabase real() {
        return new ClassDatabase(test -> OpenDatabase.real());
    }

    /** The database, while the class runs. */
    public Database get() {
        return database;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        database = opened.apply(context.getRequiredTestClass());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (database != null) {
            database.close();
        }
    }
}
