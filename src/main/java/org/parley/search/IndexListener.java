package org.parley.search;

import com.mongodb.MongoException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.parley.conversation.ConversationChange;
import org.parley.conversation.ConversationChange.Kind;
import org.parley.conversation.ConversationListener;
import org.parley.platform.Component;

/**
 * Notes that messages will go, and starts to index what came in large numbers. Appends cost nothing: a search reads what they
 * added.
 */
@Component
class IndexListener implements ConversationListener {
    private static final int MANY = 500;

    private final PurgeRepository purges;
    private final IndexKeeper keeper;
    private final Clock clock;

    @Inject
    IndexListener(PurgeRepository purges, IndexKeeper keeper, Clock clock) {
        this.purges = purges;
        this.keeper = keeper;
        this.clock = clock;
    }

    @Override
    public void changed(List<ConversationChange> changes) {
        int count = changes.stream().mapToInt(ConversationChange::count).sum();
        String userId = changes.get(0).key().userId();
        if (count >= MANY) {
            keeper.build(userId);
        }
        if (changes.stream().anyMatch(change -> change.kind() == Kind.PURGED)) {
            note(userId);
        }
    }

    /** @throws MongoException if the note cannot be stored; nothing is replaced then */
    @Override
    public void replacing(String userId) {
        note(userId);
    }

    /** A purge tells again if it is interrupted, so a note that could not be stored is stored then. */
    private void note(String userId) {
        purges.mark(userId, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
