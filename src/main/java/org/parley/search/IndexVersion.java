package org.parley.search;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.types.ObjectId;

/**
 * A stored version of a user's index.
 *
 * @param number counts the versions; 0 for an index that was never stored
 * @param files its files
 * @param seen when the node that stored it last looked for changes; it holds all that were acknowledged a minute before
 * @param complete whether it holds all conversations, or is still being built
 */
record IndexVersion(long number, List<StoredFile> files, Instant seen, boolean complete) {
    /** No version. */
    static final IndexVersion NONE = new IndexVersion(0, List.of(), Instant.EPOCH, false);

    /**
     * A file of an index; it never changes.
     *
     * @param name Lucene's name for it
     * @param save the save that stored it; two nodes may give different files the same name
     * @param bytes its length
     * @param packed what it takes in the database, in bytes; 0 as long as it is not stored
     */
    record StoredFile(String name, ObjectId save, long bytes, long packed) {
        private static final int PART_BYTES = 1 << 20;

        /** How many parts it is stored in. */
        int parts() {
            return Math.toIntExact((bytes + PART_BYTES - 1) / PART_BYTES);
        }

        /** How long a part is, in bytes: 1 MiB, or what is left for the last one. */
        int partBytes(int number) {
            return (int) Math.min(PART_BYTES, bytes - (long) number * PART_BYTES);
        }
    }

    /** The same version once more of its files are stored, with what each takes. */
    IndexVersion stored(Map<StoredFile, StoredFile> added) {
        List<StoredFile> all =
                files.stream().map(file -> added.getOrDefault(file, file)).toList();
        return new IndexVersion(number, all, seen, complete);
    }

    /** What all files take in the database, in bytes. */
    long bytes() {
        return files.stream().mapToLong(StoredFile::packed).sum();
    }
}
