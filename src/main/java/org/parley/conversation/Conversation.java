package org.parley.conversation;

import jakarta.nosql.Column;
import jakarta.nosql.Convert;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.eclipse.jnosql.databases.mongodb.mapping.ObjectIdConverter;
import org.parley.document.Filing;
import org.parley.document.Preview;
import org.parley.document.StoredConversation;
import org.parley.jnosql.DocumentConverter;
import org.parley.jnosql.DocumentsConverter;
import org.parley.jnosql.InstantConverter;
import org.parley.message.Branches;

/**
 * A conversation: a sequence of messages that one user owns, with a title, a status, tags, a project and metadata.
 *
 * <p>The newest messages, the tail, are in its document. Older ones are sealed: they lie in segments, in documents of
 * their own that never change. Each message has a place in the whole sequence, its {@code seq}, counted from 0, and
 * continues the message before it unless it is a branch.
 *
 * <p>This can happen to a conversation, each by one method of {@link ConversationWrites}, which reports it to {@link
 * ConversationListener}:
 *
 * <ul>
 *   <li>{@code create}: it begins, with or without messages;
 *   <li>{@code append}: messages are added at its end;
 *   <li>{@code change}: its title, status, metadata, tags, project or pin change;
 *   <li>{@code replace}: other messages take the place of all of its own;
 *   <li>{@code trash}: it is gone for its owner, and lies in the trash;
 *   <li>{@code restore}: it is back as it was;
 *   <li>{@code purge}: it and its segments are about to be removed from the trash.
 * </ul>
 *
 * <p>{@link ConversationStorage} changes only how it is stored:
 *
 * <ul>
 *   <li>{@code adopt}: a document that an older program wrote gets the counters below, before its first change;
 *   <li>{@code seal}: the oldest messages of a tail that has grown long move into a segment.
 * </ul>
 *
 * <p>This class is the shape of a new document; documents of any age are read by {@link StoredConversation}.
 */
@Entity(ConversationRepository.COLLECTION)
public class Conversation {
    /** The collection, for packages that read conversations in ways of their own. */
    public static final String COLLECTION = ConversationRepository.COLLECTION;

    @Id("_id")
    @Convert(ObjectIdConverter.class)
    private String id;

    /** The owner. No other user reads or changes the conversation. */
    @Column("user_id")
    private String userId;

    @Column
    private String title;

    /** The tail: the newest messages, oldest first. */
    @Column
    @Convert(DocumentsConverter.class)
    private List<Document> messages;

    /** {@code active} or {@code archived}. */
    @Column
    private String status;

    /** At most 32; absent if there is none. */
    @Column(Filing.TAGS)
    private List<String> tags;

    /** The id of its project; absent if it is in none. */
    @Column(Filing.PROJECT)
    private String project;

    /** Absent unless it is true. */
    @Column(Filing.PINNED)
    private Boolean pinned;

    /** The keys of the filtered lists that it is in; absent if it has no tag, project or pin. */
    @Column(Filing.KEYS)
    private List<String> listKeys;

    /** What clients and the server know about it besides its messages; at most 64 KiB. */
    @Column
    @Convert(DocumentConverter.class)
    private Map<String, Object> metadata;

    @Column("created_at")
    @Convert(InstantConverter.class)
    private Instant createdAt;

    /** When it last changed; lists are sorted by it. */
    @Column("updated_at")
    @Convert(InstantConverter.class)
    private Instant updatedAt;

    /** How many messages there are, in the tail and in segments. */
    @Column("message_count")
    private Integer messageCount;

    /** How many segments there are. */
    @Column("segment_count")
    private Integer segmentCount;

    /** The {@code seq} of the tail's first message: how many messages are sealed. */
    @Column("tail_first_seq")
    private Integer tailFirstSeq;

    /** The size of the tail's messages in BSON. */
    @Column("tail_bytes")
    private Integer tailBytes;

    /** The messages that do not continue the one before them; absent if there is none. */
    @Column
    @Convert(DocumentsConverter.class)
    private List<Document> branches;

    /** The beginning of the newest message, for lists; valid while its time is {@code updated_at}. */
    @Column(Preview.FIELD)
    @Convert(DocumentConverter.class)
    private Map<String, Object> preview;

    /** Counts the changes; it is 1 after creation and part of the entity tag. */
    @Column
    private Long revision;

    /** For JNoSQL. */
    protected Conversation() {}

    /** The entity of a new conversation's document, as {@link ConversationWrites} makes it. */
    Conversation(Document document) {
        this.id = document.getObjectId("_id").toHexString();
        this.userId = document.getString("user_id");
        this.title = document.getString("title");
        this.messages = document.getList("messages", Document.class);
        this.status = document.getString("status");
        this.tags = document.getList(Filing.TAGS, String.class);
        this.project = document.getString(Filing.PROJECT);
        this.pinned = document.getBoolean(Filing.PINNED);
        this.listKeys = document.getList(Filing.KEYS, String.class);
        this.metadata = document.get("metadata", Document.class);
        this.createdAt = document.getDate("created_at").toInstant();
        this.updatedAt = document.getDate("updated_at").toInstant();
        this.messageCount = document.getInteger("message_count");
        this.segmentCount = document.getInteger("segment_count");
        this.tailFirstSeq = document.getInteger("tail_first_seq");
        this.tailBytes = document.getInteger("tail_bytes");
        this.branches = document.getList(Branches.FIELD, Document.class);
        this.preview = document.get(Preview.FIELD, Document.class);
        this.revision = document.getLong("revision");
    }
}
