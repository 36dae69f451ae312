package org.parley.store;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.parley.platform.Sha256;

/**
 * The keys of the filtered lists that a conversation is in (decision 0015). A conversation stores one key for each
 * combination of tag, project and pin that selects it, so one index reads any filtered list in its order, and a page costs
 * the same however many conversations there are.
 *
 * <p>A key is a hash of the owner and the combination. It takes 22 characters, and nothing can be read from it.
 */
public final class ListKeys {
    private static final int BYTES = 16;
    private static final String ANY = "";
    private static final String PINNED = "pinned";

    private ListKeys() {}

    /** A tag without differences of case and of composed characters: two tags are the same if this is equal. */
    public static String folded(String tag) {
        return Normalizer.normalize(tag.strip(), Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    /** The key of the list that these filters select; empty for the list without a filter, which has no key. */
    public static Optional<String> of(String owner, Optional<String> tag, Optional<String> project, boolean pinned) {
        return tag.isEmpty() && project.isEmpty() && !pinned
                ? Optional.empty()
                : Optional.of(key(
                        owner,
                        pinned,
                        project.orElse(ANY),
                        tag.map(ListKeys::folded).orElse(ANY)));
    }

    /** The key of an owner's conversations that have tags. */
    public static String tagged(String owner) {
        return hash(owner + "\ntagged");
    }

    /** The key of an owner's conversations that are in projects. */
    public static String inProjects(String owner) {
        return hash(owner + "\nin projects");
    }

    /**
     * The keys of a conversation.
     *
     * @param tags no two of which are the same
     * @return without duplicates; empty if there is no tag, no project and no pin
     */
    public static List<String> all(String owner, Collection<String> tags, Optional<String> project, boolean pinned) {
        List<String> keys = new ArrayList<>();
        List<String> names = new ArrayList<>(List.of(ANY));
        tags.forEach(tag -> names.add(folded(tag)));
        for (String name : names) {
            for (String one : project.isPresent() ? Arrays.asList(ANY, project.get()) : List.of(ANY)) {
                for (boolean pin : pinned ? new boolean[] {false, true} : new boolean[] {false}) {
                    if (pin || !one.isEmpty() || !name.isEmpty()) {
                        keys.add(key(owner, pin, one, name));
                    }
                }
            }
        }
        if (!tags.isEmpty()) {
            keys.add(tagged(owner));
        }
        if (project.isPresent()) {
            keys.add(inProjects(owner));
        }
        return keys;
    }

    private static String key(String owner, boolean pinned, String project, String tag) {
        return hash(String.join(
                "\n",
                owner,
                pinned ? PINNED : ANY,
                Integer.toString(project.length()),
                project,
                tag)); // one meaning each
    }

    private static String hash(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(Sha256.of(text), BYTES));
    }
}
