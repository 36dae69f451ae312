package org.parley.store;

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

/**
 * Puts JNoSQL's templates and repositories on the application's one client. Its own producers open a client for every
 * call and never close it; that these win hangs on {@code @Alternative @Priority} standing on the class.
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
