package org.parley.conversation;

import jakarta.nosql.Column;
import jakarta.nosql.Convert;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.eclipse.jnosql.databases.mongodb.mapping.ObjectIdConverter;

/** A new conversation as it is stored: the shape of existing databases and our counters (docs/data-model.md). */
@Entity(ConversationRepository.COLLECTION)
public class Conversation {
    @Id("_id")
    @Convert(ObjectIdConverter.class)
    private String id;

    @Column("user_id")
    private String userId;

    @Column
    private String title;

    @Column
    @Convert(DocumentsConverter.class)
    private List<Document> messages;

    @Column
    private String status;

    @Column
    @Convert(DocumentConverter.class)
    private Map<String, Object> metadata;

    @Column("created_at")
    @Convert(InstantConverter.class)
    private Instant createdAt;

    @Column("updated_at")
    @Convert(InstantConverter.class)
    private Instant updatedAt;

    @Column("message_count")
    private Integer messageCount;

    @Column("segment_count")
    private Integer segmentCount;

    @Column("tail_first_seq")
    private Integer tailFirstSeq;

    @Column("tail_bytes")
    private Integer tailBytes;

    @Column
    @Convert(DocumentsConverter.class)
    private List<Document> branches;

    @Column(Preview.FIELD)
    @Convert(DocumentConverter.class)
    private Map<String, Object> preview;

    @Column
    private Long revision;

    /** For JNoSQL. */
    protected Conversation() {}

    /** A conversation that begins now; its messages are already divided, and the segments already stored. */
    Conversation(ObjectId id, String userId, String title, Document metadata, Tail.Split messages, Instant now) {
        this.id = id.toHexString();
        this.userId = userId;
        this.title = title;
        this.metadata = metadata;
        this.messages = messages.tail();
        this.status = Status.ACTIVE.wire();
        this.createdAt = now;
        this.updatedAt = now;
        this.messageCount = messages.firstSeq() + messages.tail().size();
        this.segmentCount = messages.segments().size();
        this.tailFirstSeq = messages.firstSeq();
        this.tailBytes = messages.tailBytes();
        this.branches = messages.branches().isEmpty() ? null : messages.branches();
        this.preview = Preview.of(messages.tail(), now);
        this.revision = 1L;
    }
}
