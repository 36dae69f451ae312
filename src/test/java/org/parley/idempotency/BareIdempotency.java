package org.parley.idempotency;

import java.time.Clock;
import org.parley.store.Database;

/** Idempotency keys of a database without a container. */
public final class BareIdempotency {
    private BareIdempotency() {}

    /** The service. */
    public static Idempotency of(Database database, Clock clock) {
        return new Idempotency(new IdempotencyRepository(database), clock);
    }
}
