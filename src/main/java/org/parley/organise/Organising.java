package org.parley.organise;

import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parley.conversation.ConversationService;
import org.parley.document.FilingChange;
import org.parley.document.OddValueException;
import org.parley.message.ConversationKey;
import org.parley.message.ConversationNotFoundException;
import org.parley.organise.TagColorRepository.Colors;
import org.parley.platform.Component;
import org.parley.platform.ProblemException;
import org.parley.project.Color;
import org.parley.project.Project;
import org.parley.project.Projects;
import org.parley.store.ListKeys;

/**
 * What a user's tags and projects are on, and changes of one that reach all its conversations. Each conversation is
 * changed on its own; a change that was interrupted is completed by repeating it.
 */
@Component
class Organising {
    /** Conversations that get a tag while it is renamed are found in the next round; hardly ever there is a third. */
    private static final int MAX_ROUNDS = 5;

    private final ConversationService conversations;
    private final FiledRepository filed;
    private final TagColorRepository colors;
    private final Projects projects;

    @Inject
    Organising(ConversationService conversations, FiledRepository filed, TagColorRepository colors, Projects projects) {
        this.conversations = conversations;
        this.filed = filed;
        this.colors = colors;
        this.projects = projects;
    }

    /** A user's tags in the order of their names, case aside. */
    List<Tag> tags(String userId) {
        conversations.prepareFilters(userId);
        Map<String, Map<String, Long>> spellings = new HashMap<>();
        filed.tags(
                userId,
                tags -> tags.forEach(tag -> spellings
                        .computeIfAbsent(ListKeys.folded(tag), key -> new HashMap<>())
                        .merge(tag, 1L, Long::sum)));
        Colors colored = colors.of(userId);
        return spellings.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> tag(entry.getValue(), colored))
                .toList();
    }

    private static Tag tag(Map<String, Long> spelled, Colors colored) {
        String name = spelled.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .orElseThrow()
                .getKey();
        long count = spelled.values().stream().mapToLong(Long::longValue).sum();
        return new Tag(name, colored.of(name).map(Color::wire), count);
    }

    /**
     * Renames or colours a tag. A name that another tag has makes one tag of the two, which keeps the other's colour.
     *
     * @param name the new name
     * @param color the new colour; the inner one is empty to remove it
     * @throws ProblemException 404 if no conversation has the tag
     */
    Tag changeTag(String userId, String tag, Optional<String> name, Optional<Optional<Color>> color) {
        Tag before = tag(userId, tag);
        boolean moves = name.isPresent() && !ListKeys.folded(name.get()).equals(ListKeys.folded(tag));
        if (moves && colors.of(userId).of(name.get()).isEmpty()) {
            Optional<Color> kept = colors.of(userId).of(tag);
            kept.ifPresent(one -> colors.set(userId, name.get(), Optional.of(one)));
        }
        if (name.isPresent()) {
            changeAll(userId, key(userId, tag), moves, FilingChange.of(filing -> filing.renamed(tag, name.get())));
        }
        if (moves) {
            colors.set(userId, tag, Optional.empty());
        }
        color.ifPresent(given -> colors.set(userId, name.orElse(before.name()), given));
        return tag(userId, name.orElse(tag));
    }

    /**
     * Takes a tag from all conversations.
     *
     * @throws ProblemException 404 if no conversation has the tag
     */
    void deleteTag(String userId, String tag) {
        tag(userId, tag);
        changeAll(userId, key(userId, tag), true, FilingChange.of(filing -> filing.untagged(tag)));
        colors.set(userId, tag, Optional.empty());
    }

    private Tag tag(String userId, String name) {
        String folded = ListKeys.folded(name);
        return tags(userId).stream()
                .filter(tag -> ListKeys.folded(tag.name()).equals(folded))
                .findFirst()
                .orElseThrow(() -> new ProblemException(404, "Tag not found"));
    }

    private static String key(String userId, String tag) {
        return ListKeys.of(userId, Optional.of(tag), Optional.empty(), false).orElseThrow();
    }

    /** How many conversations each of a user's projects has, archived ones too. */
    Map<String, Long> projectCounts(String userId) {
        return filed.projects(userId);
    }

    /** A project with the number of its conversations. */
    long count(String userId, Project project) {
        return filed.projects(userId).getOrDefault(project.id(), 0L);
    }

    /**
     * Deletes a project and leaves its conversations. They are taken out before, so that a deletion that is interrupted
     * can be repeated, and after it, for those that were moved there meanwhile.
     *
     * @throws ProblemException 404 if the user has no such project
     */
    void deleteProject(String userId, String id) {
        Project project = projects.find(userId, id).orElseThrow(() -> new ProblemException(404, "Project not found"));
        takeOut(userId, project.id());
        projects.delete(userId, project.id());
        takeOut(userId, project.id());
    }

    private void takeOut(String userId, String project) {
        String key = ListKeys.of(userId, Optional.empty(), Optional.of(project), false)
                .orElseThrow();
        changeAll(userId, key, true, FilingChange.takeOut(project));
    }

    /**
     * Changes all conversations of a filtered list.
     *
     * @param leaves whether the change takes them out of the list, so that those that came meanwhile can be told
     * @throws ProblemException 409 if one holds a value that the change would destroy; the others are changed then
     */
    private void changeAll(String userId, String listKey, boolean leaves, FilingChange change) {
        for (int round = 0; round < (leaves ? MAX_ROUNDS : 1); round++) {
            List<ConversationKey> left = filed.keys(userId, listKey);
            if (left.isEmpty()) {
                return;
            }
            Optional<ProblemException> refusal = Optional.empty();
            for (ConversationKey conversation : left) {
                try {
                    conversations.file(conversation, change);
                } catch (ConversationNotFoundException gone) {
                    continue; // deleted meanwhile
                } catch (OddValueException odd) {
                    refusal = Optional.of(odd);
                }
            }
            if (refusal.isPresent()) {
                throw refusal.get();
            }
        }
    }
}
