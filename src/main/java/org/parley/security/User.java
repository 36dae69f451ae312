package org.parley.security;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.parley.bson.StoredTime;

/**
 * A user, as stored in the collection {@code users}. Read-only: {@link UserRepository} changes single fields, because
 * existing databases keep fields here that Parley does not know.
 */
public final class User {
    /** True while the password is one that somebody else has set, which has to be changed first. */
    static final String PASSWORD_CHANGE = "password_change_required";

    /** What {@link #caller} reads. */
    static final List<String> CALLER_FIELDS =
            List.of("username", UserRepository.USERNAME_KEY, "role", "full_name", PASSWORD_CHANGE, Preferences.FIELD);

    /** What {@link #isActive} reads: a user whose account is being deleted cannot be switched on again. */
    static final List<String> ACTIVE_FIELDS = List.of("is_active", "deleting_at");

    private static final String ACTIVE = ACTIVE_FIELDS.get(0);
    private static final String DELETING = ACTIVE_FIELDS.get(1);

    private final String id;
    private final String username;
    private final String email;
    private final String fullName;
    private final String passwordHash;
    private final String role;
    private final boolean active;
    private final Instant createdAt;
    private final Instant lastLogin;
    private final boolean passwordChangeRequired;
    private final long sessionGeneration;

    private User(Document stored) {
        this.id = stored.getObjectId("_id").toHexString();
        this.username = name(stored);
        this.email = text(stored, "email");
        this.fullName = text(stored, "full_name");
        this.passwordHash = text(stored, "password_hash");
        this.role = role(stored);
        this.active = isActive(stored);
        this.createdAt = StoredTime.of(stored.get("created_at")).orElse(null);
        this.lastLogin = StoredTime.of(stored.get("last_login")).orElse(null);
        this.passwordChangeRequired = isPasswordChangeRequired(stored);
        this.sessionGeneration = CredentialRepository.generation(stored);
    }

    /**
     * The user of a document. Values of unexpected types count as missing.
     *
     * @return empty if the {@code _id} is no ObjectId, because nothing could be owned under it
     */
    static Optional<User> of(Document stored) {
        return stored.get("_id") instanceof ObjectId ? Optional.of(new User(stored)) : Optional.empty();
    }

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

    /** The display name, or null. */
    public String getFullName() {
        return fullName;
    }

    /** {@link Caller#USER} or {@link Caller#ADMIN}; stored in small letters. */
    public String getRole() {
        return role;
    }

    /** Whether the user may sign in; true if the document does not say. */
    public boolean isActive() {
        return active;
    }

    /** When the user was created, or null if that is unknown. */
    public Instant getCreatedAt() {
        return createdAt;
    }

    /** When the user last signed in, or null. */
    public Instant getLastLogin() {
        return lastLogin;
    }

    /** Whether the password was set by an administrator, so that the user has to choose another one first. */
    public boolean isPasswordChangeRequired() {
        return passwordChangeRequired;
    }

    /** Whether the user has a password here; one who came by the OpenID provider has none. */
    public boolean hasPassword() {
        return passwordHash != null;
    }

    String passwordHash() {
        return passwordHash;
    }

    long sessionGeneration() {
        return sessionGeneration;
    }

    /** The caller that a document describes. */
    static Caller caller(String id, Document stored) {
        return new Caller(
                id,
                name(stored),
                role(stored),
                fullName(stored),
                Preferences.of(stored),
                isPasswordChangeRequired(stored));
    }

    private static boolean isPasswordChangeRequired(Document stored) {
        return Boolean.TRUE.equals(stored.get(PASSWORD_CHANGE));
    }

    /** The name of a document; the key of the name, or else the id, if another program keeps something else there. */
    static String name(Document stored) {
        String name = text(stored, "username");
        String key = name == null ? text(stored, UserRepository.USERNAME_KEY) : name;
        return key == null ? String.valueOf(stored.get("_id")) : key;
    }

    static Optional<String> fullName(Document stored) {
        return Optional.ofNullable(text(stored, "full_name")).map(String::strip);
    }

    static String role(Document stored) {
        String role = text(stored, "role");
        return "admin".equals(role == null ? null : role.toLowerCase(Locale.ROOT)) ? Caller.ADMIN : Caller.USER;
    }

    static boolean isActive(Document stored) {
        return !Boolean.FALSE.equals(stored.get(ACTIVE)) && !stored.containsKey(DELETING);
    }

    private static String text(Document stored, String field) {
        return stored.get(field) instanceof String text && !text.isBlank() ? text : null;
    }
}
