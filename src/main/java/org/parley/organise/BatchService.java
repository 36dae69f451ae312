package org.parley.organise;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.parley.conversation.ConversationService;
import org.parley.conversation.ConversationTrash;
import org.parley.document.FilingChange;
import org.parley.message.ConversationKey;
import org.parley.message.ConversationNotFoundException;
import org.parley.organise.Batch.Failure;
import org.parley.organise.Batch.Result;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.project.Projects;
import org.parley.trash.TrashService;

/** Does one thing with many conversations, each on its own: one that is refused does not affect the others. */
@Component
class BatchService {
    private final ConversationService conversations;
    private final ConversationTrash moves;
    private final TrashService trash;
    private final Projects projects;

    @Inject
    BatchService(ConversationService conversations, ConversationTrash moves, TrashService trash, Projects projects) {
        this.conversations = conversations;
        this.moves = moves;
        this.trash = trash;
        this.projects = projects;
    }

    /**
     * Runs a batch.
     *
     * @throws ProblemException 400 if it moves to a project that the user does not have
     */
    Result run(String userId, Batch batch) {
        batch.filing().flatMap(FilingChange::target).ifPresent(project -> projects.require(userId, project));
        List<String> done = new ArrayList<>();
        List<Failure> failed = new ArrayList<>();
        for (String id : batch.ids()) {
            try {
                change(ConversationKey.of(userId, id), batch);
                done.add(id);
            } catch (ConversationNotFoundException missing) {
                failed.add(new Failure(id, missing.getMessage(), missing.status(), missing.foreign()));
            } catch (ProblemException refused) {
                if (refused.status() >= 500) {
                    throw refused;
                }
                failed.add(new Failure(id, refused.getMessage(), refused.status(), false));
            }
        }
        return new Result(done, failed);
    }

    private void change(ConversationKey conversation, Batch batch) {
        batch.action().status().ifPresent(status -> conversations.setStatus(conversation, status));
        batch.filing().ifPresent(filing -> conversations.file(conversation, filing));
        if (batch.action() == BatchAction.TRASH) {
            moves.trash(conversation);
        } else if (batch.action() == BatchAction.RESTORE) {
            trash.restore(conversation);
        }
    }
}
