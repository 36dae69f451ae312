package org.parley.account;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.parley.platform.Component;
import org.parley.platform.Operations;
import org.parley.platform.ProblemException;
import org.parley.security.Caller;
import org.parley.security.CredentialRepository;
import org.parley.session.MongoSessions;
import org.parley.session.OpenSession;
import org.parley.session.RequestSessions;
import org.parley.session.SignedIn;
import org.parley.session.UserSessions;

/** Lists and ends the caller's sessions. What is ended is out with its next request on every node. */
@Component
class SessionService {
    private final MongoSessions requests;
    private final UserSessions sessions;
    private final CredentialRepository credentials;

    @Inject
    SessionService(MongoSessions requests, UserSessions sessions, CredentialRepository credentials) {
        this.requests = requests;
        this.sessions = sessions;
        this.credentials = credentials;
    }

    /** The session of a request. */
    SignedIn current(HttpServletRequest request) {
        Operations.subject(request, Caller.of(request).userId());
        return RequestSessions.of(request, requests)
                .signedIn()
                .orElseThrow(() -> new ProblemException(401, "Authentication required"));
    }

    /** The caller's sessions, the newest first. */
    List<OpenSession> of(SignedIn caller) {
        List<OpenSession> all = sessions.of(caller.userId());
        Set<SignedIn> counting = new HashSet<>(credentials.counting(
                caller.userId(), all.stream().map(OpenSession::session).toList()));
        return all.stream()
                .filter(session -> counting.contains(session.session()))
                .toList();
    }

    /**
     * Ends one of the caller's sessions. The one in use ends as at a logout.
     *
     * @param handle the session's {@link SignedIn#handle}
     * @throws ProblemException 404 if the caller has no such session
     */
    void end(HttpServletRequest request, String handle) {
        SignedIn caller = current(request);
        if (caller.handle().equals(handle)) {
            request.getSession(false).invalidate(); // takes the cookie back, too
        } else if (!sessions.end(caller.userId(), handle)) {
            throw new ProblemException(404, "Session not found");
        }
    }

    /**
     * Ends all the caller's sessions but the one in use, also one that a login is just beginning.
     *
     * @return how many there were
     */
    long endOthers(HttpServletRequest request) {
        SignedIn caller = current(request);
        credentials.endOthers(caller.userId(), caller.handle());
        return sessions.endOthers(caller.userId(), caller.handle());
    }
}
