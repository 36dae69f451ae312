package org.parley.security;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.parley.platform.Component;
import org.parley.platform.Operations;
import org.parley.platform.ProblemException;
import org.parley.security.ProviderLoginException.Reason;

/** Signs users in whom the OpenID provider has confirmed, with the same session as a login with a password. */
@Component
public class ProviderSignIn {
    private final ContainerLogin container;
    private final ProviderUsers known;
    private final UserRepository users;
    private final LoginThrottle throttle;
    private final Operations operations;

    @Inject
    ProviderSignIn(
            ContainerLogin container,
            ProviderUsers known,
            UserRepository users,
            LoginThrottle throttle,
            Operations operations) {
        this.container = container;
        this.known = known;
        this.users = users;
        this.throttle = throttle;
        this.operations = operations;
    }

    /**
     * What the provider has confirmed.
     *
     * @param identity who it is
     * @param session what ends the session together with the provider's
     */
    public record Proof(ProviderIdentity identity, ProviderSession session) {}

    /**
     * Signs a user in, as one audited operation. The current session ends and a new one with a new id begins. A refused
     * login changes nothing.
     *
     * @param registration whether somebody who is not known yet becomes a user
     * @param check verifies what the browser has brought; a refusal that could be an attack counts as a failed login of its
     *     address
     * @return the signed-in caller
     * @throws ProviderLoginException for each refusal but the next
     * @throws ProblemException 429 with {@code Retry-After} after too many failures from this address
     * @throws com.mongodb.MongoException if the database does not answer
     */
    public Caller signIn(
            HttpServletRequest request, HttpServletResponse response, boolean registration, Supplier<Proof> check) {
        Operations.actor(request, null, null);
        try {
            throttle.refuseGuesses(request);
            Proof proof = check.get();
            User user = known.signingIn(proof.identity(), registration);
            Operations.actor(request, null, user.getUsername());
            Operations.subject(request, user.getId());
            Caller caller = container
                    .authenticate(request, response, new ProviderCredential(user.getId()))
                    .orElseThrow(() -> new ProviderLoginException(Reason.OFF));
            caller.put(request);
            proof.session().keepIn(container.renewSession(request, caller));
            users.signedIn(caller.userId());
            Operations.actor(request, caller.userId(), caller.username());
            operations.completed(request, "auth.login", HttpServletResponse.SC_OK);
            return caller;
        } catch (ProblemException refused) {
            if (refused instanceof ProviderLoginException login && login.isSuspicious()) {
                throttle.failed(request);
            }
            operations.completed(request, "auth.login", refused.status());
            throw refused;
        }
    }
}
