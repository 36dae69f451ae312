package org.parley.search;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.parley.platform.Component;

/** How the search indexes of all users are. */
@Component
public class SearchIndexes {
    private final IndexRepository repository;

    @Inject
    SearchIndexes(IndexRepository repository) {
        this.repository = repository;
    }

    /**
     * How they are.
     *
     * @param stored how many users have one
     * @param incomplete how many of them are still being built
     * @param bytes what all of them take in the database
     */
    public record State(long stored, long incomplete, long bytes) {}

    /**
     * Reads one small document for each user.
     *
     * @throws com.mongodb.MongoException if the database does not answer
     */
    public State state() {
        List<IndexVersion> versions = new ArrayList<>();
        repository.forEach((user, version) -> {
            if (!version.files().isEmpty()) {
                versions.add(version);
            }
        });
        long incomplete =
                versions.stream().filter(version -> !version.complete()).count();
        return new State(
                versions.size(),
                incomplete,
                versions.stream().mapToLong(IndexVersion::bytes).sum());
    }
}
