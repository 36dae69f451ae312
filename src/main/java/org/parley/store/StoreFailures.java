package org.parley.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import java.util.Set;

/** Tells a database that is away from one that refuses what it was asked. */
public final class StoreFailures {
    /** MongoDB's codes for a member that is going away or has lost its primary (error_codes.yml, RetriableError). */
    private static final Set<Integer> AWAY_CODES =
            Set.of(6, 7, 50, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436);

    private static final int DUPLICATE_KEY = 11000;

    private StoreFailures() {}

    /**
     * Whether a failure, or what caused it, means that the database cannot be reached, has no primary or no majority that
     * follows it right now.
     */
    public static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MongoException mongo && isAway(mongo)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a write was refused because a unique index already holds its key. */
    public static boolean isDuplicate(MongoException failure) {
        return failure.getCode() == DUPLICATE_KEY
                || failure instanceof MongoWriteException write
                        && write.getError().getCode() == DUPLICATE_KEY;
    }

    private static boolean isAway(MongoException failure) {
        return failure instanceof MongoSocketException
                || failure instanceof MongoTimeoutException
                || failure instanceof MongoNotPrimaryException
                || failure instanceof MongoNodeIsRecoveringException
                || failure instanceof MongoWriteConcernException
                || failure instanceof MongoBulkWriteException bulk && bulk.getWriteConcernError() != null
                || failure instanceof MongoClientException client && client.getCause() instanceof MongoSocketException
                || AWAY_CODES.contains(failure.getCode());
    }
}
