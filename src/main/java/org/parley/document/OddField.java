package org.parley.document;

import java.util.List;
import java.util.Locale;
import org.bson.BsonType;

/**
 * A field of a stored conversation in which another program keeps a value of a type that no change can leave intact.
 *
 * @param name the field's name
 * @param type what is stored there
 */
public record OddField(String name, BsonType type) {
    /** The refusal of a change that would destroy the value: 409. */
    public OddValueException refusal() {
        String wanted = "messages".equals(name) ? "a list" : "a number";
        return new OddValueException(
                "The stored conversation holds " + typeName() + " in '" + name + "', where " + wanted
                        + " belongs, and this change would destroy it. Nothing was changed. Correct that field in the"
                        + " database, or delete the conversation");
    }

    private String typeName() {
        String word = type == BsonType.DOCUMENT
                ? "object"
                : type == BsonType.STRING
                        ? "text"
                        : type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return (List.of('a', 'e', 'i', 'o').contains(word.charAt(0)) ? "an " : "a ") + word;
    }
}
