package org.parley.project;

import jakarta.nosql.Column;
import jakarta.nosql.Convert;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Instant;
import java.util.Optional;
import org.bson.RawBsonDocument;
import org.eclipse.jnosql.databases.mongodb.mapping.ObjectIdConverter;
import org.parley.bson.BsonTexts;
import org.parley.bson.StoredTime;
import org.parley.jnosql.InstantConverter;
import org.parley.store.ListKeys;

/** A project of one user. A value of an unexpected type in its document is read as its text, or as missing. */
@Entity(ProjectRepository.COLLECTION)
public class Project {
    @Id("_id")
    @Convert(ObjectIdConverter.class)
    private String id;

    /** The owner. No other user sees the project. */
    @Column("user_id")
    private String userId;

    @Column
    private String name;

    /** The owner and the name in one case; unique. */
    @Column("name_key")
    private String nameKey;

    @Column
    private String color;

    @Column
    private String instructions;

    @Column("created_at")
    @Convert(InstantConverter.class)
    private Instant createdAt;

    /** For JNoSQL. */
    protected Project() {}

    private Project(String id, String userId) {
        this.id = id;
        this.userId = userId;
    }

    /** A new project. */
    static Project of(String id, String userId, NewProject wanted, Instant now) {
        Project project = new Project(id, userId);
        project.name = wanted.name();
        project.nameKey = nameKey(userId, wanted.name());
        project.color = wanted.color().map(Color::wire).orElse(null);
        project.instructions = wanted.instructions().orElse(null);
        project.createdAt = now;
        return project;
    }

    /** What no two projects have in common: an owner has no two projects whose names differ only by case. */
    static String nameKey(String userId, String name) {
        return userId + "/" + ListKeys.folded(name);
    }

    /** A document as the database sent it, whose {@code _id} is an ObjectId. */
    static Project of(RawBsonDocument document) {
        Project project = new Project(
                document.getObjectId("_id").getValue().toHexString(), BsonTexts.text(document.get("user_id")));
        project.name = BsonTexts.text(document.get("name"));
        project.nameKey = BsonTexts.text(document.get("name_key"));
        project.color = Color.ofStored(document.get("color")).map(Color::wire).orElse(null);
        project.instructions = BsonTexts.text(document.get("instructions"));
        project.createdAt = StoredTime.of(document.get("created_at")).orElse(null);
        return project;
    }

    /** The id in hex. */
    public String id() {
        return id;
    }

    /** The name, 1 to 100 characters. */
    public String name() {
        return name;
    }

    /** The colour, as on the wire. */
    public Optional<String> color() {
        return Optional.ofNullable(color);
    }

    /** What a model is told in the project's chats; at most 20,000 characters. */
    public Optional<String> instructions() {
        return Optional.ofNullable(instructions).filter(text -> !text.isBlank());
    }

    /** When it was made, as far as that can be read. */
    Optional<Instant> createdAt() {
        return Optional.ofNullable(createdAt);
    }
}
