package org.parley.document;

import java.util.List;

/**
 * The fields of a conversation that lies in the trash. Its owner and the keys of its lists are under other names then, so
 * no query that holds the owner finds it.
 */
public final class Trashed {
    /** Whose trash it lies in, as a string. */
    public static final String BY = "trashed_by";

    /** Since when. */
    public static final String AT = "trashed_at";

    /** The owner as it was stored. */
    public static final String OWNER = "trashed_user_id";

    /** The keys of filtered lists as they were stored. */
    public static final String KEYS = "trashed_list_keys";

    /** True while it is being purged; it cannot be restored any more. */
    public static final String PURGING = "trash_purging";

    /** All of them. */
    public static final List<String> FIELDS = List.of(BY, AT, OWNER, KEYS, PURGING);

    private Trashed() {}
}
