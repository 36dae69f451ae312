package org.parley.conversation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where the messages of a file will stand in their conversation: what they continue is told by places in the file. Of
 * those that are there already only the common beginning is known for sure.
 */
final class ImportTargets {
    private final List<Integer> places;
    private final Map<Integer, Integer> seqs = new HashMap<>();
    private final int same;
    private int room;

    private ImportTargets(List<Integer> places, int firstSeq, int same, int room) {
        this.places = places;
        this.same = same;
        this.room = room;
        for (int place : places) {
            seqs.put(place, firstSeq + seqs.size());
        }
    }

    /** All of so many messages, in a new conversation. */
    static ImportTargets all(int messages) {
        return new ImportTargets(IntStream.range(0, messages).boxed().toList(), 0, 0, Branches.MAX);
    }

    /**
     * Some messages, at the end of a conversation.
     *
     * @param missing their places in the file
     * @param seen the conversation
     * @param length how many messages it has
     * @param same how many of them are the same in the file, from the beginning
     */
    static ImportTargets missing(List<Integer> missing, StoredConversation seen, int length, int same) {
        int room = Branches.MAX - new Branches(length, seen.branches()).size();
        return new ImportTargets(missing, length, same, room);
    }

    /** The places in the file of the messages that are to be stored. */
    List<Integer> places() {
        return places;
    }

    /** Where one of them will stand. */
    int seq(int place) {
        return seqs.get(place);
    }

    /**
     * What one of them will continue. To be asked for each once, in order: there are only so many branches.
     *
     * @param parent the place in the file, {@link Branches#NONE}, or null
     * @return empty if it continues whatever stands before it
     */
    Optional<Integer> parent(int place, Integer parent) {
        if (parent == null || parent < Branches.NONE || parent >= place) {
            return Optional.empty();
        }
        Integer seq = parent < same ? parent : seqs.get(parent);
        if (seq == null) {
            return Optional.empty();
        }
        if (Branches.isBranch(seq(place), seq) && room-- <= 0) {
            return Optional.empty();
        }
        return Optional.of(seq);
    }
}
