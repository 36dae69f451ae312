package org.parley.security;

import jakarta.nosql.Column;
import jakarta.nosql.Convert;
import jakarta.nosql.Entity;
import jakarta.nosql.Id;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.jnosql.databases.mongodb.mapping.ObjectIdConverter;

/**
 * A user, as the collection {@code users} holds one. Read only: changes are made field by field in
 * {@link UserRepository}, because existing databases keep fields here that Parley does not know.
 */
@Entity("users")
public class User {
    @Id("_id")
    @Convert(ObjectIdConverter.class)
    private String id;

    @Column
    private String username;

    @Column
    private String email;

    @Column("full_name")
    private String fullName;

    @Column("password_hash")
    private String passwordHash;

    @Column
    private String role;

    @Column("is_active")
    private Boolean active;

    @Column("created_at")
    @Convert(LenientDate.class)
    private Instant createdAt;

    @Column("last_login")
    @Convert(LenientDate.class)
    private Instant lastLogin;

    /** For JNoSQL. */
    public User() {}

    /** The id: 24 hexadecimal digits. */
    public String getId() {
        return id;
    }

    /** The name to sign in with, spelled as it was registered. */
    public String getUsername() {
        return username;
    }

    /** The e-mail address, or null. */
    public String getEmail() {
        return email;
    }

    /** What the user is called, or null. */
    public String getFullName() {
        return fullName;
    }

    /** {@link Caller#USER} or {@link Caller#ADMIN}; stored in small letters. */
    public String getRole() {
        return role(role);
    }

    /** Whether the user may sign in; a document that does not say so may. */
    public boolean isActive() {
        return !Boolean.FALSE.equals(active);
    }

    /** When the user was created, or null if that is unknown. */
    public Instant getCreatedAt() {
        return createdAt;
    }

    /** When the user signed in last, or null. */
    public Instant getLastLogin() {
        return lastLogin;
    }

    String passwordHash() {
        return passwordHash;
    }

    static String role(String stored) {
        return "admin".equals(stored == null ? null : stored.toLowerCase(Locale.ROOT)) ? Caller.ADMIN : Caller.USER;
    }
}
