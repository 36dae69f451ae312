package org.parley.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.parley.platform.FieldError;

/**
 * A user to be created.
 *
 * @param username 3 to 64 ASCII letters, digits and {@code . _ - @}; unique whatever the case
 * @param email an address, at most 254 characters; unique whatever the case
 * @param password 8 to 256 characters of any kind: length is what makes a password hard to guess
 * @param fullName at most 200 characters, or null
 * @param role {@link Caller#USER} or {@link Caller#ADMIN}
 */
public record NewUser(String username, String email, String password, String fullName, String role) {
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9._@-]{3,64}");
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@\\p{Cntrl}]+@[^\\s@.\\p{Cntrl}]+(\\.[^\\s@.\\p{Cntrl}]+)+");
    private static final int EMAIL_LIMIT = 254;
    private static final int FULL_NAME_LIMIT = 200;
    private static final int PASSWORD_MIN = 8;
    private static final int PASSWORD_MAX = 256;

    /** What is wrong with it, all of it; empty when it may be created. */
    public List<FieldError> errors() {
        List<FieldError> errors = new ArrayList<>();
        if (!isUsername(username)) {
            errors.add(new FieldError("username", "must be 3 to 64 letters, digits, '.', '_', '-' or '@'"));
        }
        if (email == null
                || email.length() > EMAIL_LIMIT
                || !EMAIL.matcher(email).matches()) {
            errors.add(new FieldError("email", "must be an e-mail address"));
        }
        if (!isPassword(password)) {
            errors.add(new FieldError("password", "must be 8 to 256 characters"));
        }
        if (fullName != null && fullName.length() > FULL_NAME_LIMIT) {
            errors.add(new FieldError("full_name", "must be at most 200 characters"));
        }
        return errors;
    }

    static boolean isPassword(String text) {
        int length = text == null ? 0 : text.codePointCount(0, text.length());
        return length >= PASSWORD_MIN && length <= PASSWORD_MAX;
    }

    /** Whether a text has the form of a user name; one that has not is not written to any log. */
    static boolean isUsername(String text) {
        return text != null && USERNAME.matcher(text).matches();
    }

    /** The form in which names and addresses are compared. */
    static String key(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "NewUser[" + username + "]";
    }
}
