package org.parley.security;

import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A name and a password from the login page. Until version 0.1 the servers read the pages before the login as
 * ISO-8859-1, so a password, a name and an address that were typed on the registration page were stored as their UTF-8
 * bytes read that way.
 */
public final class FormCredential extends UsernamePasswordCredential {
    private static final int LAST_OF_LATIN_1 = 0xFF;

    /** A name and a password as they were typed. */
    FormCredential(String username, String password) {
        super(username, password);
    }

    /** The password as those pages read it; empty if that is the same. */
    Optional<String> misread() {
        return Optional.of(misread(getPasswordAsString())).filter(misread -> !misread.equals(getPasswordAsString()));
    }

    /** The text of which those pages made this one; empty if they made it of none, or of the same. */
    static Optional<String> typed(String misread) {
        if (misread.chars().anyMatch(c -> c > LAST_OF_LATIN_1)) {
            return Optional.empty();
        }
        try {
            String typed = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(misread.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
            return Optional.of(typed).filter(text -> !text.equals(misread));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** What those pages made of a text. */
    static String misread(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
