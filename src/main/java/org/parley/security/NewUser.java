package org.parley.security;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.parley.platform.FieldError;

/**
 * A user to create.
 *
 * @param username 3 to 64 ASCII letters, digits and {@code . _ - @}; unique ignoring case
 * @param email an address, at most 254 characters; unique ignoring case
 * @param password 8 to 256 characters of any kind, because length is what makes a password hard to guess; not one of
 *     those that {@link PasswordRules} refuses
 * @param fullName at most 200 characters
 * @param role {@link Caller#USER} or {@link Caller#ADMIN}
 */
public record NewUser(String username, String email, String password, Optional<String> fullName, String role) {
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9._@-]{3,64}");
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@\\p{Cntrl}]+@[^\\s@.\\p{Cntrl}]+(\\.[^\\s@.\\p{Cntrl}]+)+");
    private static final int EMAIL_LIMIT = 254;
    private static final int FULL_NAME_LIMIT = 200;

    /** All validation errors; empty if the user may be created. */
    public List<FieldError> errors() {
        List<FieldError> errors = new ArrayList<>();
        if (!isUsername(username)) {
            errors.add(new FieldError("username", "must be 3 to 64 letters, digits, '.', '_', '-' or '@'"));
        }
        emailFault(email).ifPresent(errors::add);
        PasswordRules.fault(password, username, email, fullName)
                .ifPresent(fault -> errors.add(new FieldError("password", fault)));
        fullNameFault(fullName).ifPresent(errors::add);
        return errors;
    }

    /** Why a text is no e-mail address; empty if it is one. */
    public static Optional<FieldError> emailFault(String email) {
        boolean good = email != null
                && email.length() <= EMAIL_LIMIT
                && EMAIL.matcher(email).matches();
        return good ? Optional.empty() : Optional.of(new FieldError("email", "must be an e-mail address"));
    }

    /** Why a full name is refused; empty if it is fine. */
    public static Optional<FieldError> fullNameFault(Optional<String> fullName) {
        return fullName.filter(name -> name.length() > FULL_NAME_LIMIT)
                .map(name -> new FieldError("full_name", "must be at most 200 characters"));
    }

    /** Whether a text is a well-formed user name; one that is not is never logged. */
    static boolean isUsername(String text) {
        return text != null && USERNAME.matcher(text).matches();
    }

    /** The form in which names and addresses are compared. */
    public static String key(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** The document of this user, active, in the shape of existing databases. */
    Document document(ObjectId id, String passwordHash, Instant now) {
        Document document = new Document("_id", id)
                .append("username", username)
                .append(UserRepository.USERNAME_KEY, key(username))
                .append("email", email)
                .append(UserRepository.EMAIL_KEY, key(email))
                .append("password_hash", passwordHash)
                .append("role", key(role))
                .append("is_active", true)
                .append("created_at", Date.from(now))
                .append("updated_at", Date.from(now));
        fullName.ifPresent(name -> document.append("full_name", name));
        return document;
    }

    /** The same user with another password. */
    public NewUser withPassword(String other) {
        return new NewUser(username, email, other, fullName, role);
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
        return "NewUser[" + username + "]";
    }
}
