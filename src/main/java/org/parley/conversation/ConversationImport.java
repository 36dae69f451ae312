package org.parley.conversation;

/** Keeps whole conversations of other programs for their new owner. */
public class ConversationImport {
    /** The longest content of one message, in bytes of UTF-8. */
    public static final int MAX_CONTENT_BYTES = 7 << 20;

    /** How many bytes of UTF-8 a well-formed text has. */
    public static int bytesOf(String text) {
        int bytes = text.length();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            bytes += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
        }
        return bytes;
    }
}
