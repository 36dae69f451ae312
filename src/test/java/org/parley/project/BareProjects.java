package org.parley.project;

import java.time.Clock;
import org.parley.store.Database;

/** Projects of a database without a container, where there is no template to insert them. */
public final class BareProjects {
    private BareProjects() {}

    /** The service, to look projects up, change and delete them. */
    public static Projects of(Database database, Clock clock) {
        return new Projects(new ProjectRepository(database, null), clock);
    }
}
