package org.parley.reply;

import java.io.IOException;

/** A server sent something that is no reply of its API. The message completes the sentence "The model … sent". */
public final class UnreadableReplyException extends IOException {
    private static final long serialVersionUID = 1;

    UnreadableReplyException(String what, Throwable cause) {
        super(what, cause);
    }
}
