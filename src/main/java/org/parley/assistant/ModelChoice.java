package org.parley.assistant;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.parley.model.Model;
import org.parley.model.Models;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.security.Caller;

/** Chooses the model that answers. */
@Component
class ModelChoice {
    private final Models models;

    @Inject
    ModelChoice(Models models) {
        this.models = models;
    }

    /**
     * Chooses the requested model, else the conversation's, else the user's preferred one, else the installation's default.
     * Only the request is binding: stored choices that are no longer available are skipped.
     *
     * @param requested id of the model in the request
     * @param conversation id of the model stored for the conversation
     * @throws ProblemException 400 if the requested model is not available
     */
    Model choose(Optional<String> requested, Optional<String> conversation, Caller caller) {
        List<Model> available = models.available();
        if (requested.isPresent()) {
            return find(available, requested.get())
                    .orElseThrow(() -> ProblemException.badField("model", "is none of those in GET /models"));
        }
        return conversation
                .flatMap(id -> find(available, id))
                .or(() -> caller.preferences().model().flatMap(id -> find(available, id)))
                .orElse(available.get(0));
    }

    private static Optional<Model> find(List<Model> available, String id) {
        return available.stream().filter(model -> model.isCalled(id)).findFirst();
    }
}
