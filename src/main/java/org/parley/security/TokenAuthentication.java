package org.parley.security;

import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.parley.platform.Component;
import org.parley.platform.Operations;
import org.parley.platform.RestPaths;

/**
 * Identifies the sender of a REST request by its API token. The token counts even if the request carries a session's
 * cookie: the session is neither read nor counted as used, and no cookie is sent.
 *
 * <p>A token works on the whole REST API except {@code /auth} and {@code /admin}. It gives no role beyond {@link
 * Caller#USER}, even if its owner is an administrator.
 */
@Component
class TokenAuthentication {
    private static final List<String> CLOSED = List.of("/auth", "/admin");
    private static final List<String> OPEN_TO_ALL = List.of("/health", "/openapi");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final BearerTokens tokens;
    private final UserRepository users;
    private final Refusals refusals;

    @Inject
    TokenAuthentication(BearerTokens tokens, UserRepository users, Refusals refusals) {
        this.tokens = tokens;
        this.users = users;
        this.refusals = refusals;
    }

    /**
     * What a request presents as its token, if tokens are read on its path: not on pages, and not where no caller is
     * needed.
     */
    Optional<String> presentedBy(HttpServletRequest request) {
        String path = Access.path(request);
        boolean rest = RestPaths.isRest(path) || RestPaths.isRest(RestPaths.called(request));
        return rest && !Access.isAt(path, OPEN_TO_ALL) ? BearerToken.presentedBy(request) : Optional.empty();
    }

    /**
     * Identifies the caller, or refuses the request: 401 for a token that is not valid, 403 for one that is not enough.
     *
     * @throws com.mongodb.MongoException if the database does not answer
     */
    AuthenticationStatus validate(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context, String presented)
            throws IOException {
        Optional<BearerToken> found = tokens.find(presented);
        Optional<Caller> owner = found.flatMap(token -> users.activeCaller(token.userId()));
        if (owner.isEmpty()) {
            return refusals.badToken(request, response);
        }
        BearerToken token = found.get();
        Caller caller = owner.get().asUser();
        Operations.actor(request, caller.userId(), caller.username());
        Operations.token(request, token.id());
        tokens.used(token);
        String path = Access.path(request);
        if (caller.passwordChangeRequired()) {
            return refusals.passwordFirst(request, response, Access.REST);
        }
        if (!RestPaths.isRest(path) || Access.isAt(path, CLOSED)) {
            return refusals.tokenOutOfPlace(request, response);
        }
        if (!token.writes() && !READING.contains(request.getMethod())) {
            return refusals.tokenOnlyReads(request, response);
        }
        token.put(request);
        caller.put(request);
        return context.notifyContainerAboutLogin(caller.username(), caller.groups());
    }
}
