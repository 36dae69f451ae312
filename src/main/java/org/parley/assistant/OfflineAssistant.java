package org.parley.assistant;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.parley.conversation.SpokenMessage;

/** The assistant of an installation without a model: says that there is none, and that the message is kept. */
@ApplicationScoped
class OfflineAssistant implements Assistant {
    @Override
    public String name() {
        return "offline";
    }

    @Override
    public String answer(List<SpokenMessage> messages) {
        return "No model is connected, so there is no answer to this yet. Your message is kept in this conversation.";
    }
}
