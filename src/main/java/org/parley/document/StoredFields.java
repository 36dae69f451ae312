package org.parley.document;

import org.parley.bson.LocatedFields;
import org.parley.message.Branches;

/** The fields that are read of a conversation's document, by their places in {@link #NAMES}. */
final class StoredFields {
    static final LocatedFields.Names NAMES = new LocatedFields.Names(
            "_id",
            "user_id",
            "title",
            "messages",
            "status",
            StoredMetadata.FIELD,
            "created_at",
            "updated_at",
            "message_count",
            "segment_count",
            "tail_first_seq",
            "tail_bytes",
            Branches.FIELD,
            Preview.FIELD,
            "revision",
            Origin.FIELD,
            "first_segment",
            Filing.TAGS,
            Filing.PROJECT,
            Filing.PINNED,
            Filing.KEYS,
            Trashed.AT);
    static final int ID = 0;
    static final int USER_ID = 1;
    static final int TITLE = 2;
    static final int MESSAGES = 3;
    static final int STATUS = 4;
    static final int METADATA = 5;
    static final int CREATED_AT = 6;
    static final int UPDATED_AT = 7;
    static final int MESSAGE_COUNT = 8;
    static final int SEGMENT_COUNT = 9;
    static final int TAIL_FIRST_SEQ = 10;
    static final int TAIL_BYTES = 11;
    static final int BRANCHES = 12;
    static final int PREVIEW = 13;
    static final int REVISION = 14;
    static final int ORIGIN = 15;
    static final int FIRST_SEGMENT = 16;
    static final int TAGS = 17;
    static final int PROJECT = 18;
    static final int PINNED = 19;
    static final int LIST_KEYS = 20;
    static final int TRASHED_AT = 21;

    private StoredFields() {}
}
