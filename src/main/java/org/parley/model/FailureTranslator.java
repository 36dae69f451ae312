package org.parley.model;

import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.parley.reply.UnreadableReplyException;

/** Translates an exception of the HTTP client, or of reading the reply, into a {@link ModelFailure}. */
final class FailureTranslator {
    private FailureTranslator() {}

    static ModelFailure of(Throwable thrown, Model model, Duration timeout) {
        boolean late = false;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnreadableReplyException) {
                return ModelFailure.unreadable(model, cause.getMessage());
            }
            if (cause instanceof HttpConnectTimeoutException) {
                return ModelFailure.unreachable(model);
            }
            if (cause instanceof HttpTimeoutException) {
                late = true; // unless a cause further in is a connect timeout
            } else if (cause instanceof IOException && !late) {
                return ModelFailure.unreachable(model);
            }
        }
        return late
                ? ModelFailure.timedOut(model, timeout)
                : ModelFailure.unreadable(model, "something that is no answer");
    }

    /** A description for the log: the class name of the root cause. */
    static String name(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName();
    }
}
