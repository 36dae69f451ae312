package org.parley.model;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** Tells from what LangChain4j or the JDK threw why a model gave no answer. */
final class Failures {
    private Failures() {}

    static ModelFailure of(Throwable thrown, Model model, Duration timeout) {
        boolean late = false;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException refused) {
                return ModelFailure.ofStatus(model, refused.statusCode());
            }
            if (cause instanceof HttpConnectTimeoutException) {
                return ModelFailure.unreachable(model);
            }
            if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
                late = true; // unless the cause says that it was the connecting
            } else if (cause instanceof com.fasterxml.jackson.core.JacksonException) {
                return ModelFailure.senseless(model);
            } else if (cause instanceof IOException && !late) {
                return ModelFailure.unreachable(model);
            }
        }
        return late ? ModelFailure.tooLate(model, timeout) : ModelFailure.senseless(model);
    }

    /** What it was, for the log: the innermost exception's name, and the status if the server answered. */
    static String name(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && !(cause instanceof HttpException)) {
            cause = cause.getCause();
        }
        String name = cause.getClass().getSimpleName();
        return cause instanceof HttpException refused ? name + " with status " + refused.statusCode() : name;
    }
}
