package org.parley.assistant;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parley.conversation.AssistantMetadata.Choices;
import org.parley.conversation.MessageService;
import org.parley.message.ConversationKey;
import org.parley.message.Role;
import org.parley.message.SpokenMessage;
import org.parley.model.Models;
import org.parley.model.Turn;
import org.parley.model.Turn.Speaker;
import org.parley.platform.Component;
import org.parley.project.Project;
import org.parley.project.Projects;
import org.parley.security.Caller;

/** Assembles a model's input: the instructions, and the branch that leads to the question. */
@Component
class Prompts {
    /** The first read; nearly every conversation is shorter. */
    private static final int FIRST_LIMIT = 64;

    private static final int MAX_LIMIT = 4096;

    /** An upper bound: an ASCII character counts as a third of a token, any other one as more. */
    private static final int CHARACTERS_PER_TOKEN = 3;

    private final MessageService messages;
    private final Models models;
    private final Projects projects;

    @Inject
    Prompts(MessageService messages, Models models, Projects projects) {
        this.messages = messages;
        this.models = models;
        this.projects = projects;
    }

    /** The newest messages of a branch, oldest first; at least as many as fit into the model's window. */
    List<SpokenMessage> history(ConversationKey conversation, int head) {
        for (int limit = FIRST_LIMIT; ; limit *= 4) {
            List<SpokenMessage> history = messages.context(conversation, Optional.of(head), limit);
            long characters = history.stream()
                    .mapToLong(message -> message.content().length())
                    .sum();
            if (history.size() < limit
                    || limit >= MAX_LIMIT
                    || characters > (long) models.window() * CHARACTERS_PER_TOKEN) {
                return history;
            }
        }
    }

    /** The user's instructions for every model, followed by those of the project and of the conversation. */
    String instructions(Caller caller, Choices choices) {
        Optional<String> project = choices.project()
                .flatMap(id -> projects.find(caller.userId(), id))
                .flatMap(Project::instructions);
        return Stream.of(caller.preferences().systemPrompt(), project, choices.systemPrompt())
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n\n"));
    }

    /** The messages as turns, without the replies of the offline assistant. */
    static List<Turn> turns(List<SpokenMessage> history) {
        return history.stream()
                .filter(message -> !OfflineReply.is(message))
                .map(message -> new Turn(speaker(message.role()), message.content()))
                .toList();
    }

    /** What the user wrote, joined by blank lines. */
    static String questions(List<SpokenMessage> history) {
        return history.stream()
                .filter(message -> message.role() == Role.USER)
                .map(SpokenMessage::content)
                .collect(Collectors.joining("\n\n"));
    }

    static Speaker speaker(Role role) {
        return switch (role) {
            case USER, TOOL -> Speaker.USER;
            case ASSISTANT -> Speaker.ASSISTANT;
            case SYSTEM -> Speaker.SYSTEM;
        };
    }
}
