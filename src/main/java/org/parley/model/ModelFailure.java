package org.parley.model;

import java.time.Duration;
import java.util.Optional;
import org.parley.reply.Ending;
import org.parley.reply.ReplyError;

/**
 * Why a model gave no answer, in words for the user.
 *
 * @param status 502 if the model cannot be reached, rejects the request or has no answer, 504 if it times out
 * @param detail what happened and what to do; with what the server says, cleaned and short
 * @param connection whether the connection failed, so a retry may help
 */
public record ModelFailure(int status, String detail, boolean connection) {
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;

    static ModelFailure unreachable(Model model) {
        return new ModelFailure(
                BAD_GATEWAY,
                "The model " + model.name() + " cannot be reached. Your message is kept: try again shortly, or choose"
                        + " another model",
                true);
    }

    static ModelFailure timedOut(Model model, Duration timeout) {
        return new ModelFailure(
                GATEWAY_TIMEOUT,
                "The model " + model.name() + " said nothing for " + timeout.toSeconds()
                        + " seconds. Your message is kept: try again, or choose another model",
                false);
    }

    /**
     * The reply cannot be read.
     *
     * @param what what the server sent
     */
    static ModelFailure unreadable(Model model, String what) {
        return refusal(
                model,
                "sent " + what + ". Your message is kept: try again; if it stays so, PARLEY_ASSISTANT may name an"
                        + " address that is no model server's");
    }

    /** The stream ended before the answer did. */
    static ModelFailure brokenOff(Model model) {
        return refusal(model, "broke off. Your message is kept: try again");
    }

    /** The reply ended properly and holds no answer. */
    static ModelFailure empty(Model model, Ending how, boolean thought) {
        if (how == Ending.FILTERED) {
            return filtered(model, Optional.empty());
        }
        if (how == Ending.LENGTH) {
            return refusal(
                    model,
                    (thought ? "used up its length limit with thinking" : "reached its length limit")
                            + " and gave no answer. Your message is kept: try again, or begin a new conversation if this"
                            + " one has become long");
        }
        return refusal(
                model,
                thought
                        ? "only thought and gave no answer. Your message is kept: try again"
                        : "ended without a word. Your message is kept: try again");
    }

    static ModelFailure of(Model model, ReplyError error) {
        if (error.filtered()) {
            return filtered(model, error.reason());
        }
        ModelFailure failure =
                switch (error.status().orElse(BAD_GATEWAY)) {
                    case 401, 403 ->
                        refusal(
                                model,
                                "refuses Parley's key. The administrator has to check" + " PARLEY_ASSISTANT_KEY");
                    case 404 -> refusal(model, "is not there. Choose another model");
                    case 429 ->
                        refusal(model, "has too much to do right now. Your message is kept: try again in a minute");
                    case 400, 413, 422 ->
                        refusal(
                                model,
                                "refused what it was asked. Your message is kept: choose another model, or begin a new"
                                        + " conversation if this one has become too long for it");
                    default -> refusal(model, "failed. Your message is kept: try again, or choose another model");
                };
        return failure.saying(error.reason());
    }

    private static ModelFailure filtered(Model model, Optional<String> reason) {
        return refusal(
                        model,
                        "gave no answer, because a content filter stopped it. Your message is kept: say it in other words,"
                                + " or choose another model")
                .saying(reason);
    }

    private ModelFailure saying(Optional<String> reason) {
        return reason.map(words -> new ModelFailure(status, detail + ". Its server says: “" + words + "”", connection))
                .orElse(this);
    }

    private static ModelFailure refusal(Model model, String what) {
        return new ModelFailure(BAD_GATEWAY, "The model " + model.name() + " " + what, false);
    }
}
