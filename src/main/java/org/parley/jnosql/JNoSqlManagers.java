package org.parley.jnosql;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import org.eclipse.jnosql.communication.semistructured.DatabaseManager;
import org.eclipse.jnosql.databases.mongodb.communication.MongoDBDocumentConfiguration;
import org.eclipse.jnosql.databases.mongodb.communication.MongoDBDocumentManager;
import org.eclipse.jnosql.mapping.DatabaseType;
import org.parley.store.Database;

/**
 * Connects JNoSQL's templates and repositories to the application's one client. JNoSQL's own producers open a client on
 * every call and never close it; these replace them because {@code @Alternative @Priority} stands on the class.
 *
 * <p>Application-scoped, not a {@link org.parley.platform.Component}: both servers treat the producers of such a class
 * as alternatives, and JNoSQL's beans need a proxy of the manager.
 */
@ApplicationScoped
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
class JNoSqlManagers {
    private final Database database;

    /** For the client proxy. */
    JNoSqlManagers() {
        this(null);
    }

    @Inject
    JNoSqlManagers(Database database) {
        this.database = database;
    }

    @Produces
    @Singleton
    @Typed(MongoDBDocumentManager.class)
    MongoDBDocumentManager driverManager() {
        return new MongoDBDocumentConfiguration().get(database.client()).apply(database.name());
    }

    @Produces
    @ApplicationScoped
    @org.eclipse.jnosql.mapping.Database(DatabaseType.DOCUMENT)
    @Typed(DatabaseManager.class)
    DatabaseManager documentManager() {
        return new DocumentManager(driverManager(), database.mongo());
    }
}
