package org.parley.web;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.parley.conversation.ConversationService;
import org.parley.document.FilingChange;
import org.parley.message.ConversationKey;
import org.parley.message.ConversationNotFoundException;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.project.Project;
import org.parley.project.Projects;

/** Which projects there are for the basic page, and moving a conversation to one. */
@Component
class BasicFiling {
    private final Projects projects;
    private final ConversationService conversations;

    @Inject
    BasicFiling(Projects projects, ConversationService conversations) {
        this.projects = projects;
        this.conversations = conversations;
    }

    /** A user's projects by name. */
    List<Project> projects(String userId) {
        return projects.all(userId);
    }

    /** The names of a user's projects, by id. */
    Map<String, String> names(String userId) {
        return projects.all(userId).stream().collect(Collectors.toMap(Project::id, Project::name));
    }

    /**
     * Moves a conversation.
     *
     * @param project the id of the project; empty for none
     * @throws ConversationNotFoundException if the user has no such conversation
     * @throws ProblemException 400 if the user has no such project
     */
    void move(String userId, String conversationId, Optional<String> project) {
        FilingChange change = project.map(id -> FilingChange.moveTo(FilingChange.projectId("project", id)))
                .orElseGet(() -> FilingChange.of(filing -> filing.withProject(Optional.empty())));
        conversations.file(ConversationKey.of(userId, conversationId), change);
    }
}
