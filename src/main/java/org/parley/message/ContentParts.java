package org.parley.message;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * The text of a content that chat APIs cut into parts: {@code [{type: "text", text: "…"}]}, with plain strings among them,
 * or one such part alone. Parts of other kinds, such as images and thoughts, have no text.
 */
final class ContentParts {
    /** Between two parts; an import joins them by the same. */
    private static final String SEPARATOR = "\n\n";

    private static final Set<String> TEXT_TYPES = Set.of("text", "input_text", "output_text");

    private ContentParts() {}

    /** The text; empty if the content is not in parts, or none of them is of a type that has text. */
    static Optional<String> text(BsonValue content) {
        List<BsonValue> parts = content instanceof BsonArray list ? list.getValues() : List.of(content);
        return parts.stream().anyMatch(part -> typed(part).isPresent())
                ? Optional.of(parts.stream()
                        .map(part -> part instanceof BsonString text ? Optional.of(text.getValue()) : typed(part))
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining(SEPARATOR)))
                : Optional.empty();
    }

    /** The text of a part that says it has one. */
    private static Optional<String> typed(BsonValue part) {
        return part instanceof BsonDocument document
                        && document.get("type") instanceof BsonString type
                        && TEXT_TYPES.contains(type.getValue())
                ? string(document.get("text"))
                : Optional.empty();
    }

    /** The text itself, or the {@code value} of an object that also holds annotations. */
    private static Optional<String> string(BsonValue text) {
        BsonValue value = text instanceof BsonDocument annotated ? annotated.get("value") : text;
        return value instanceof BsonString string ? Optional.of(string.getValue()) : Optional.empty();
    }
}
