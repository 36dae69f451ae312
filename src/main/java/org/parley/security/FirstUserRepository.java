package org.parley.security;

import static com.mongodb.client.model.Projections.include;

import jakarta.inject.Inject;
import org.parley.platform.Component;
import org.parley.store.Database;

/** Whether there is any user at all. */
@Component
class FirstUserRepository {
    private final Database database;

    @Inject
    FirstUserRepository(Database database) {
        this.database = database;
    }

    /** Whether {@code users} is empty; reads at most one document. */
    boolean isMissing() {
        return database.collection(UserRepository.COLLECTION)
                        .find()
                        .projection(include("_id"))
                        .first()
                == null;
    }
}
