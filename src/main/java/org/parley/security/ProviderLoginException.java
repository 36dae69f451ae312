package org.parley.security;

import java.util.Locale;
import org.parley.platform.ProblemException;

/** Refuses a login at the OpenID provider. Nothing is changed, and the session in use stays. */
public final class ProviderLoginException extends ProblemException {
    private static final long serialVersionUID = 1L;

    /** Why; the login page has words for each. */
    public enum Reason {
        /** The provider does not answer, or not as it should. */
        AWAY(502, "The login service does not answer. Try again shortly, or log in with a password"),
        /** The login was begun in another browser, took too long, or was finished before. */
        LATE(400, "This login took too long, was begun in another browser or was used before. Begin again"),
        /** The provider refused, or its answer is not valid. */
        REFUSED(401, "The login service has not confirmed who you are. Log in again"),
        /** Nobody here belongs to the identity, and nobody may be added. */
        CLOSED(403, "No user here belongs to this login. Ask the administrator of this server"),
        /** The user may not sign in. */
        OFF(403, "This user is switched off. Ask the administrator of this server");

        private final int status;
        private final String detail;

        Reason(int status, String detail) {
            this.status = status;
            this.detail = detail;
        }
    }

    private final Reason reason;

    public ProviderLoginException(Reason reason) {
        super(reason.status, reason.detail);
        this.reason = reason;
    }

    /** The reason in small letters, as it stands in the address of the login page. */
    public String reason() {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    /** Whether somebody may be trying to get in who may not. */
    boolean isSuspicious() {
        return reason == Reason.LATE || reason == Reason.REFUSED;
    }
}
