package org.parley.model;

import java.time.Duration;

/**
 * Why a model gave no answer, in words for the person who asked.
 *
 * @param status 502 when it cannot be reached or refuses, 504 when it takes too long
 * @param detail what happened and what to do; holds nothing of what the model's server said
 * @param connection whether the connection failed, so that trying again may help
 */
public record ModelFailure(int status, String detail, boolean connection) {
    static ModelFailure unreachable(Model model) {
        return new ModelFailure(
                502,
                "The model " + model.name() + " cannot be reached. Your message is kept: try again shortly, or choose"
                        + " another model",
                true);
    }

    static ModelFailure tooLate(Model model, Duration timeout) {
        return new ModelFailure(
                504,
                "The model " + model.name() + " said nothing for " + timeout.toSeconds()
                        + " seconds. Your message is kept: try again, or choose another model",
                false);
    }

    static ModelFailure senseless(Model model) {
        return refusal(model, "sent something that is no answer. Your message is kept: try again");
    }

    static ModelFailure empty(Model model) {
        return refusal(model, "ended without a word. Your message is kept: try again");
    }

    static ModelFailure ofStatus(Model model, int status) {
        return switch (status) {
            case 401, 403 ->
                refusal(
                        model,
                        "is not open to Parley. Whoever runs this installation has to check PARLEY_ASSISTANT_KEY");
            case 404 -> refusal(model, "is not there. Choose another model");
            case 429 -> refusal(model, "has too much to do right now. Your message is kept: try again in a minute");
            case 400, 413, 422 ->
                refusal(
                        model,
                        "refused what it was asked. Your message is kept: choose another model, or begin a new"
                                + " conversation if this one has become too long for it");
            default -> refusal(model, "failed. Your message is kept: try again, or choose another model");
        };
    }

    private static ModelFailure refusal(Model model, String what) {
        return new ModelFailure(502, "The model " + model.name() + " " + what, false);
    }
}
