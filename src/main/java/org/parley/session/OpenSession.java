package org.parley.session;

import java.time.Instant;
import java.util.Optional;

/**
 * One of a user's sessions, as it is shown to the user.
 *
 * @param session which one
 * @param createdAt when the user signed in
 * @param lastAccessedAt when it was last used; up to a minute old
 * @param ipAddress where the user signed in from
 * @param userAgent the {@code User-Agent} of the login, at most 512 characters
 */
public record OpenSession(
        SignedIn session,
        Instant createdAt,
        Instant lastAccessedAt,
        Optional<String> ipAddress,
        Optional<String> userAgent) {}
