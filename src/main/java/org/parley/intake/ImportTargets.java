package org.parley.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.parley.document.StoredConversation;
import org.parley.message.Branches;

/**
 * Translates places in a file to places in the conversation. Of the messages that are stored already, only the common
 * beginning is known for certain.
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

    /** All of this many messages, in a new conversation. */
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
        int room = seen.branchesLeft(length);
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
     * The {@code seq} of the message that one of them will continue. Call it once for each message, in order, because
     * the number of branches is limited.
     *
     * @param parent the parent's place in the file, or {@link Branches#NONE}
     * @return empty if it continues the message before it
     */
    Optional<Integer> parent(int place, Optional<Integer> parent) {
        Optional<Integer> seq = parent.filter(given -> given >= Branches.NONE && given < place)
                .map(given -> given < same ? given : seqs.get(given));
        if (seq.isPresent() && Branches.isBranch(seq(place), seq.get()) && room-- <= 0) {
            return Optional.empty();
        }
        return seq;
    }
}
