package org.parley.security;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.parley.platform.Component;
import org.parley.session.MongoSessions;
import org.parley.session.RequestSessions;
import org.parley.session.SignedIn;

/** Checks whether the sender of a request is still signed in, for responses that outlive the request. */
@Component
public class SignedInCheck {
    private final MongoSessions sessions;
    private final CredentialRepository credentials;
    private final UserRepository users;
    private final BearerTokens tokens;

    @Inject
    SignedInCheck(MongoSessions sessions, CredentialRepository credentials, UserRepository users, BearerTokens tokens) {
        this.sessions = sessions;
        this.credentials = credentials;
        this.users = users;
        this.tokens = tokens;
    }

    /**
     * Returns a check that any thread may run after the request has ended: whether its API token or its
     * session is still valid and its user active. The check does not count as an access to the session.
     *
     * @return a supplier that throws {@link com.mongodb.MongoException} if the database does not answer
     */
    public BooleanSupplier of(HttpServletRequest request) {
        Optional<BearerToken> token = BearerToken.of(request);
        if (token.isPresent()) {
            String userId = Caller.of(request).userId();
            return () -> tokens.isValid(token.get())
                    && users.activeCaller(userId)
                            .filter(caller -> !caller.passwordChangeRequired())
                            .isPresent();
        }
        Supplier<Optional<SignedIn>> session =
                RequestSessions.of(request, sessions).lasting();
        return () -> session.get().flatMap(credentials::caller).isPresent();
    }
}
