package org.parley.answer;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.parley.message.FinishReason;
import org.parley.message.WrittenMessage;
import org.parley.model.ModelEnd;
import org.parley.model.ModelFailure;
import org.parley.platform.ProblemException;

/** How an answer ended: with a message or with a failure. */
public final class AnswerResult {
    private final WrittenMessage message;
    private final int status;
    private final String detail;

    private AnswerResult(WrittenMessage message, int status, String detail) {
        this.message = message;
        this.status = status;
        this.detail = detail;
    }

    /** The answer became this message. */
    public static AnswerResult message(WrittenMessage message) {
        return new AnswerResult(message, 200, null);
    }

    /** There is no answer; the client gets this status and detail. */
    public static AnswerResult failure(int status, String detail) {
        return new AnswerResult(null, status, detail);
    }

    /** There is no answer because the request was refused. */
    static AnswerResult failure(ProblemException refusal) {
        return failure(refusal.status(), refusal.getMessage());
    }

    /** There is no answer because the model failed. */
    public static AnswerResult failure(ModelFailure failure) {
        return failure(failure.status(), failure.detail());
    }

    /** Why an answer that a model ended so is incomplete; empty if it is whole. */
    public static Optional<FinishReason> reason(ModelEnd end) {
        return switch (end.how()) {
            case WHOLE -> Optional.empty();
            case LENGTH -> Optional.of(FinishReason.LENGTH);
            case FILTERED -> Optional.of(FinishReason.CONTENT_FILTER);
            case FAILED -> Optional.of(FinishReason.INTERRUPTED);
        };
    }

    /** Applies the first function to a message, or the second to a failure's status and detail. */
    public <T> T map(Function<WrittenMessage, T> ofMessage, BiFunction<Integer, String, T> ofFailure) {
        return message == null ? ofFailure.apply(status, detail) : ofMessage.apply(message);
    }
}
