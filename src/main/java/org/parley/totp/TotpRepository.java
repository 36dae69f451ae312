package org.parley.totp;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.eclipse.jnosql.mapping.document.DocumentTemplate;
import org.parley.platform.Component;
import org.parley.platform.Retries;
import org.parley.store.Database;
import org.parley.store.DeletedUser;
import org.parley.store.StoreFailures;
import org.parley.store.UserData;

/**
 * Second factors: {@code totp}, {@code {_id: "<user id>", secret, created_at, confirmed_at?, last_step?, recovery_codes?}}.
 * One document for each user who has begun to set one up.
 *
 * <p>Reads and deletions go through JNoSQL's template. Each change is one conditional command of the driver, which a
 * template has no call for: it is what makes a code work once on all nodes.
 */
@Component
class TotpRepository implements UserData {
    static final String COLLECTION = "totp";

    private static final String SECRET = "secret";
    private static final String CONFIRMED_AT = "confirmed_at";
    private static final String LAST_STEP = "last_step";
    private static final String RECOVERY_CODES = "recovery_codes";

    /** Two first setups of one user at once insert the same document; the second attempt finds it. */
    private static final Retries RETRIES = Retries.atMost(3);

    private final Database database;
    private final DocumentTemplate template;

    @Inject
    TotpRepository(Database database, DocumentTemplate template) {
        this.database = database;
        this.template = template;
    }

    Optional<StoredTotp> find(String userId) {
        return template.find(StoredTotp.class, userId);
    }

    /**
     * Stores a new secret that waits for its confirmation, in place of an earlier one that does.
     *
     * @return false if the second factor is on
     */
    boolean begin(String userId, String secret, Instant now) {
        Bson begun = Updates.combine(Updates.set(SECRET, secret), Updates.set("created_at", Date.from(now)));
        try {
            RETRIES.whileThrown(
                    TotpRepository::isDuplicate,
                    () -> all().updateOne(
                                    Filters.and(Filters.eq("_id", userId), Filters.exists(CONFIRMED_AT, false)),
                                    begun,
                                    new UpdateOptions().upsert(true)));
            return true;
        } catch (MongoException e) {
            if (!isDuplicate(e)) {
                throw e;
            }
            return false; // the one with this id is confirmed
        }
    }

    /**
     * Turns the second factor on.
     *
     * @param secret the secret that the code was computed from
     * @param step the step of that code, which is spent with this
     * @return false if that secret does not wait for its confirmation any more
     */
    boolean confirm(String userId, String secret, long step, List<String> recoveryHashes, Instant now) {
        Bson waiting =
                Filters.and(Filters.eq("_id", userId), Filters.eq(SECRET, secret), Filters.exists(CONFIRMED_AT, false));
        Bson on = Updates.combine(
                Updates.set(CONFIRMED_AT, Date.from(now)),
                Updates.set(LAST_STEP, step),
                Updates.set(RECOVERY_CODES, recoveryHashes));
        return all().updateOne(waiting, on).getMatchedCount() == 1;
    }

    /** Spends the code of a step, and with it those of all earlier steps; false if it is spent already. */
    boolean spend(String userId, String secret, long step) {
        Bson unspent = Filters.and(on(userId), Filters.eq(SECRET, secret), Filters.lt(LAST_STEP, step));
        return all().updateOne(unspent, Updates.set(LAST_STEP, step)).getMatchedCount() == 1;
    }

    /** Spends a recovery code; false if the user has no such code, or none any more. */
    boolean spendRecovery(String userId, String hash) {
        Bson unspent = Filters.and(on(userId), Filters.eq(RECOVERY_CODES, hash));
        return all().updateOne(unspent, Updates.pull(RECOVERY_CODES, hash)).getMatchedCount() == 1;
    }

    void delete(String userId) {
        template.delete(StoredTotp.class, userId);
    }

    @Override
    public void remove(DeletedUser user, Runnable goOn) {
        delete(user.id());
    }

    private static boolean isDuplicate(Throwable failure) {
        return failure instanceof MongoException refused && StoreFailures.isDuplicate(refused);
    }

    private static Bson on(String userId) {
        return Filters.and(Filters.eq("_id", userId), Filters.exists(CONFIRMED_AT));
    }

    private MongoCollection<Document> all() {
        return database.collection(COLLECTION);
    }
}
