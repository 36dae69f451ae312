package org.parley.audit;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.parley.listing.Cursor;
import org.parley.platform.Component;

/** What a user has done, and what others have done with the user's conversations. */
@Component
class ActivityService {
    private final ActivityRepository activity;

    @Inject
    ActivityService(ActivityRepository activity) {
        this.activity = activity;
    }

    /** Entries that concern a user, the newest first, at most {@code limit}. */
    List<Document> page(String userId, Optional<Cursor> after, int limit) {
        return activity.page(userId, after, limit);
    }
}
