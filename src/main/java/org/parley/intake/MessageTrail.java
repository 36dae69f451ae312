package org.parley.intake;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.parley.document.Origin;
import org.parley.platform.Sha256;

/**
 * The fingerprints by which the messages of a file are recognised: one of each message's role and content, and one of
 * every beginning of the list. Times and ids are excluded: exports of the same messages differ in them.
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

    /** The first message's fingerprint, {@link #START} if there is no message. */
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

    /** How many messages of the file are known to be stored, because it begins as the file before did. */
    int known(Optional<Origin> origin) {
        return origin.filter(before ->
                        before.count() <= size() && beginning(before.count()).equals(before.beginning()))
                .map(Origin::count)
                .orElse(0);
    }

    /** What a conversation stores about the file when {@code count} of its messages are there. */
    Origin origin(String sourceId, int count, String run) {
        return new Origin(sourceId, first(), count, beginning(count), run);
    }

    private static String fingerprint(String text) {
        byte[] digest = new byte[16];
        System.arraycopy(Sha256.of(text), 0, digest, 0, digest.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }
}
