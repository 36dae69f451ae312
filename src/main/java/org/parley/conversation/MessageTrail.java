package org.parley.conversation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What the messages of a file are recognised by: a fingerprint of each one's role and content, and one of every
 * beginning of the list. Times and ids are no part of it: exports of the same messages differ in them.
 */
final class MessageTrail {
    /** The fingerprint of no messages. */
    static final String START = "";

    private final List<String> keys;
    private final List<String> beginnings = new ArrayList<>();

    private MessageTrail(List<String> keys) {
        this.keys = keys;
    }

    static MessageTrail of(List<ImportedMessage> messages) {
        List<String> keys = new ArrayList<>(messages.size());
        messages.forEach(message -> keys.add(key(message.role(), message.content())));
        return new MessageTrail(keys);
    }

    /** The fingerprint of one message. */
    static String key(String role, String content) {
        return fingerprint(role + '\n' + content);
    }

    int size() {
        return keys.size();
    }

    String key(int index) {
        return keys.get(index);
    }

    /** The first message's fingerprint, {@link #START} if there is none. */
    String first() {
        return keys.isEmpty() ? START : keys.get(0);
    }

    /** The fingerprint of the first messages. */
    String beginning(int messages) {
        if (beginnings.isEmpty()) {
            beginnings.add(START);
            keys.forEach(key -> beginnings.add(fingerprint(beginnings.get(beginnings.size() - 1) + key)));
        }
        return beginnings.get(messages);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static String fingerprint(String text) {
        byte[] digest = new byte[16];
        System.arraycopy(sha256(text), 0, digest, 0, digest.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }
}
