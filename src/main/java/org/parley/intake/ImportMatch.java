package org.parley.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.parley.message.StoredMessage;

/**
 * Finds which messages of a file a conversation does not have yet. The conversation may have gone on in Parley, and the
 * file in the other program.
 *
 * <p>As long as both tell the same from the beginning, times do not matter. After that a message is there if one with
 * the same role, content and time is, or when the file gives it no time, one with the same role and content. Each stored
 * message answers for one message of the file.
 */
final class ImportMatch {
    private final List<String> keys = new ArrayList<>();
    private final List<Optional<Instant>> times = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    /** Takes in the next message of the conversation. */
    void stored(StoredMessage message) {
        keys.add(MessageTrail.key(message.role().wire(), message.content()));
        times.add(message.timestamp());
        message.id().ifPresent(ids::add);
    }

    /** The ids of all messages taken in, to add to. */
    Set<String> ids() {
        return ids;
    }

    int size() {
        return keys.size();
    }

    /** How many messages conversation and file have in common from the beginning. */
    int same(MessageTrail trail) {
        int same = 0;
        while (same < trail.size() && same < keys.size() && keys.get(same).equals(trail.key(same))) {
            same++;
        }
        return same;
    }

    /** The places in the file of the messages that are not there, of those from {@code known} on. */
    List<Integer> missing(ImportedConversation file, MessageTrail trail, int known) {
        int same = same(trail);
        Map<String, List<Optional<Instant>>> left = new HashMap<>();
        for (int seq = same; seq < keys.size(); seq++) {
            left.computeIfAbsent(keys.get(seq), key -> new ArrayList<>()).add(times.get(seq));
        }
        List<Integer> unmatched = new ArrayList<>();
        for (int place = same; place < trail.size(); place++) {
            Optional<Instant> time = file.messages().get(place).timestamp();
            List<Optional<Instant>> candidates = left.getOrDefault(trail.key(place), new ArrayList<>());
            if (time.isEmpty() || !candidates.remove(time)) {
                unmatched.add(place);
            }
        }
        unmatched.removeIf(
                place -> file.messages().get(place).timestamp().isEmpty() && takeAny(left.get(trail.key(place))));
        unmatched.removeIf(place -> place < known);
        return unmatched;
    }

    private static boolean takeAny(List<Optional<Instant>> candidates) {
        if (candidates == null || candidates.isEmpty()) {
            return false;
        }
        candidates.remove(0);
        return true;
    }
}
