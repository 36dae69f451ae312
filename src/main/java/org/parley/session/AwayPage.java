package org.parley.session;

import jakarta.servlet.http.HttpServletRequest;

/** What people see while the database is away. It must need neither a session nor Faces. */
public interface AwayPage {
    /** The whole page, in the language of the request's browser. */
    String html(HttpServletRequest request);
}
