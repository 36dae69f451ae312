package org.parley.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import java.util.Set;

/** Distinguishes an unavailable database from one that refuses a command. */
public final class StoreFailures {
    /**
     * MongoDB's error codes for a member that is shutting down or has lost its primary (error_codes.yml,
     * RetriableError).
     */
    private static final Set<Integer> AWAY_CODES =
            Set.of(6, 7, 50, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436);

    /** BadValue, TypeMismatch, PathNotViable, CannotIndexParallelArrays, and what the embedded store says of numbers that it cannot compare. */
    private static final Set<Integer> ODD_VALUE_CODES = Set.of(2, 14, 28, 171, -1);

    private static final int DUPLICATE_KEY = 11000;

    private StoreFailures() {}

    /**
     * Whether a failure or one of its causes means that the database is unreachable or currently has no primary or no
     * majority.
     */
    public static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MongoException mongo && isAway(mongo)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Why a database that answers cannot be used, as one sentence without names and passwords.
     *
     * @param place where the database is
     */
    static String reason(RuntimeException failure, String place) {
        if (failure instanceof MongoSecurityException) {
            return place + " refuses the user name or the password in MONGODB_URI";
        }
        if (failure instanceof MongoCommandException refused) {
            return place + " refused a command: " + refused.getErrorMessage();
        }
        return failure instanceof MongoException
                ? place + " cannot be used: " + failure.getMessage()
                : failure.getMessage();
    }

    /** Whether a unique index refused a write as a duplicate. */
    public static boolean isDuplicate(MongoException failure) {
        return failure.getCode() == DUPLICATE_KEY
                || failure instanceof MongoWriteException write
                        && write.getError().getCode() == DUPLICATE_KEY;
    }

    /** Whether an update was refused because the document holds a value of a type that it cannot change. */
    public static boolean isOddValue(MongoException failure) {
        return ODD_VALUE_CODES.contains(failure.getCode());
    }

    /** Whether a bulk write did all but the updates that were refused because of such values. */
    public static boolean isOddValue(MongoBulkWriteException failure) {
        return failure.getWriteConcernError() == null
                && failure.getWriteErrors().stream().allMatch(error -> ODD_VALUE_CODES.contains(error.getCode()));
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
