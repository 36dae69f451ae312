package org.parley.retention;

import java.time.Instant;
import java.util.Optional;

/**
 * Up to when a user's conversations must have been left alone for something to become of them.
 *
 * @param archive those are archived that are not, unless the trash takes them; empty for none
 * @param trash those are put into the trash; empty for none
 */
record Due(Optional<Instant> archive, Optional<Instant> trash) {
    /** What a user wants, at a time. */
    static Due of(Retention wanted, Instant now) {
        return new Due(
                wanted.archiveAfter().map(days -> days.before(now)),
                wanted.trashAfter().map(days -> days.before(now)));
    }
}
