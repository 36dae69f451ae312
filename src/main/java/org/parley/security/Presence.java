package org.parley.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.BooleanSupplier;
import org.parley.session.MongoSessions;
import org.parley.session.RequestSessions;

/** Tells whether who sent a request is still signed in, for answers that go on long after it. */
@ApplicationScoped
public class Presence {
    private final MongoSessions sessions;
    private final UserRepository users;

    /** For the client proxy. */
    protected Presence() {
        this(null, null);
    }

    @Inject
    Presence(MongoSessions sessions, UserRepository users) {
        this.sessions = sessions;
        this.users = users;
    }

    /**
     * A question that may be asked after the request is over, by any thread: whether its session still lives, and its
     * user is active. Asking does not count as an access.
     *
     * @return throws {@link com.mongodb.MongoException} when it is asked and the database does not answer
     */
    public BooleanSupplier of(HttpServletRequest request) {
        String userId = Caller.of(request).userId();
        BooleanSupplier session = RequestSessions.of(request, sessions).lasting();
        return () -> session.getAsBoolean() && users.activeCaller(userId).isPresent();
    }
}
