package org.parley.session;

import jakarta.servlet.http.HttpServletRequest;

/** The page shown while the database is unavailable. It must need neither a session nor Faces. */
public interface AwayPage {
    /** The complete page, in the language of the request's browser. */
    String html(HttpServletRequest request);
}
