package org.parley.assistant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parley.conversation.ConversationFacts.Choices;
import org.parley.conversation.MessageService;
import org.parley.conversation.Role;
import org.parley.conversation.SpokenMessage;
import org.parley.model.Models;
import org.parley.model.Turn;
import org.parley.model.Turn.Speaker;
import org.parley.security.Caller;

/** Gathers what a model is told: the instructions, and the branch that leads to the question. */
@ApplicationScoped
class Contexts {
    /** Read first; nearly every conversation is shorter. */
    private static final int FIRST = 64;

    private static final int MOST = 4096;

    /** No text in fewer characters takes up a window: an ASCII character is a third of a token, any other one more. */
    private static final int CHARACTERS_A_TOKEN = 3;

    private final MessageService messages;
    private final Models models;

    /** For the client proxy. */
    Contexts() {
        this(null, null);
    }

    @Inject
    Contexts(MessageService messages, Models models) {
        this.messages = messages;
        this.models = models;
    }

    /** At least as many of the newest messages of a branch as fit into a model's window, oldest first. */
    List<SpokenMessage> of(String userId, String conversationId, int head) {
        for (int limit = FIRST; ; limit *= 4) {
            List<SpokenMessage> said = messages.context(userId, conversationId, Optional.of(head), limit);
            long characters = said.stream()
                    .mapToLong(message -> message.content().length())
                    .sum();
            if (said.size() < limit || limit >= MOST || characters > (long) models.window() * CHARACTERS_A_TOKEN) {
                return said;
            }
        }
    }

    /** What the user says to every model, and then what is said for this conversation. */
    static String instructions(Caller caller, Choices choices) {
        return Stream.of(caller.preferences().systemPrompt(), choices.systemPrompt())
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n\n"));
    }

    /** Messages as a model is shown them; answers without a word are left out. */
    static List<Turn> turns(List<SpokenMessage> said) {
        return said.stream()
                .filter(message ->
                        message.role() == Role.USER || !message.content().isBlank())
                .map(message -> new Turn(speaker(message.role()), message.content()))
                .toList();
    }

    static Speaker speaker(Role role) {
        return switch (role) {
            case USER, TOOL -> Speaker.USER;
            case ASSISTANT -> Speaker.ASSISTANT;
            case SYSTEM -> Speaker.SYSTEM;
        };
    }
}
