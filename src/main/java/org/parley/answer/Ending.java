package org.parley.answer;

import jakarta.json.JsonObject;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.parley.model.ModelFailure;
import org.parley.platform.ProblemException;

/** How an answer ended: as a message, in the form of the wire, or not at all. */
public final class Ending {
    private final JsonObject message;
    private final int status;
    private final String detail;

    private Ending(JsonObject message, int status, String detail) {
        this.message = message;
        this.status = status;
        this.detail = detail;
    }

    /** It is this message. */
    public static Ending message(JsonObject message) {
        return new Ending(message, 200, null);
    }

    /** There is none; status and detail are for whoever asked. */
    public static Ending failure(int status, String detail) {
        return new Ending(null, status, detail);
    }

    /** There is none, for the reason that a refusal gives. */
    static Ending failure(ProblemException refusal) {
        return failure(refusal.status(), refusal.getMessage());
    }

    /** There is none, for the reason that the model gives. */
    public static Ending failure(ModelFailure failure) {
        return failure(failure.status(), failure.detail());
    }

    /** What a message gives, or a failure's status and detail. */
    public <T> T map(Function<JsonObject, T> ofMessage, BiFunction<Integer, String, T> ofFailure) {
        return message == null ? ofFailure.apply(status, detail) : ofMessage.apply(message);
    }
}
