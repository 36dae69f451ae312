package org.parley.document;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.parley.bson.LocatedFields;
import org.parley.message.StoredMessage;

/** When a stored conversation was created and last changed. Other programs keep texts and numbers where dates belong. */
public final class StoredTimes {
    /**
     * When an import or the trash last put a conversation, with times of its own, among its owner's. What copies
     * conversations, such as a search index, finds it by this.
     */
    public static final String ARRIVED_AT = "arrived_at";

    private final LocatedFields fields;
    private final List<StoredMessage> tail;

    StoredTimes(LocatedFields fields, List<StoredMessage> tail) {
        this.fields = fields;
        this.tail = tail;
    }

    /** Whether {@code updated_at} is a BSON date, as lists need it for sorting. */
    public boolean areSortable() {
        return fields.is(StoredFields.UPDATED_AT, BsonType.DATE_TIME);
    }

    /** The stored time; empty if it is no date. */
    public Optional<Instant> created() {
        return fields.instant(StoredFields.CREATED_AT);
    }

    /** The stored time; empty if it is no date. */
    public Optional<Instant> updated() {
        return fields.instant(StoredFields.UPDATED_AT);
    }

    /**
     * When it was created, as it is shown: where {@code created_at} is no date, the time of the id, or the last change if
     * that is earlier.
     */
    public Instant knownCreated() {
        return created().orElseGet(() -> {
            Instant changed = knownUpdated();
            return ofId().isBefore(changed) ? ofId() : changed;
        });
    }

    /**
     * When it was changed, as it is shown: where {@code updated_at} is no date, the time of the last message, if it is
     * here, else of the creation, else of the id.
     */
    public Instant knownUpdated() {
        return updated()
                .or(() -> tail.isEmpty()
                        ? Optional.empty()
                        : tail.get(tail.size() - 1).timestamp())
                .or(this::created)
                .orElseGet(this::ofId);
    }

    private Instant ofId() {
        return new ObjectId(fields.hex(StoredFields.ID)).getDate().toInstant();
    }

    /** Changes with {@code updated_at}, whatever is stored there: its milliseconds if it is a date. */
    public long tag() {
        return updated().map(Instant::toEpochMilli).orElseGet(() -> {
            BsonValue odd = fields.value(StoredFields.UPDATED_AT);
            return odd == null || odd.isNull() ? 0L : odd.hashCode();
        });
    }
}
