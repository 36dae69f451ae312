package org.parley.transfer;

import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.LinkedHashSet;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.parley.platform.JsonFactory;

/**
 * Finds the conversations of a file: in a list, in the field of an object that holds such a list (or its text, as a
 * dump of {@code localStorage} does), or as a single one. Both passes over the file use it.
 */
final class ConversationFinder {
    private static final Set<String> WRAPPERS = Set.of("ai-chat-conversations", "conversations");
    private static final int MAX_FIELDS = 100;

    /** Receives each value in the position of a conversation, and reads all of it from the parser. */
    interface Visitor {
        void item(JsonParser parser, Event first);
    }

    private final Visitor visitor;

    ConversationFinder(Visitor visitor) {
        this.visitor = visitor;
    }

    /**
     * Visits a list, a wrapper or the text of one of them.
     *
     * @param first the event that the parser has just returned, not the start of an object without a wrapper field
     */
    void value(JsonParser parser, Event first) {
        if (first == Event.START_ARRAY) {
            for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
                visitor.item(parser, event);
            }
        } else if (first == Event.START_OBJECT) {
            wrapper(parser);
        } else if (first == Event.VALUE_STRING) {
            text(parser.getString());
        } else {
            visitor.item(parser, first);
        }
    }

    private void text(String json) {
        if (json.isBlank()) {
            return;
        }
        try (JsonParser inner = JsonFactory.parser(new StringReader(json))) {
            value(inner, inner.next());
            inner.hasNext();
        } catch (JsonParsingException | NoSuchElementException wrong) {
            throw new JsonException("the text of the conversations inside it is not whole JSON");
        }
    }

    /**
     * Visits the values of an object's wrapper fields.
     *
     * @return the object's fields; empty if it is a wrapper, and then everything in it has been visited
     */
    Optional<Set<String>> wrapper(JsonParser parser) {
        Set<String> fields = new LinkedHashSet<>();
        boolean wrapper = false;
        for (Event event = parser.next(); event != Event.END_OBJECT; event = parser.next()) {
            String field = parser.getString();
            Event value = parser.next();
            if (WRAPPERS.contains(field) && (value == Event.START_ARRAY || value == Event.VALUE_STRING)) {
                wrapper = true;
                value(parser, value);
            } else {
                skip(parser, value);
                add(fields, field);
            }
        }
        return wrapper ? Optional.empty() : Optional.of(fields);
    }

    /** Reads one value to its end and returns its fields, empty if it is not an object. */
    static Set<String> fields(JsonParser parser, Event first) {
        Set<String> fields = new LinkedHashSet<>();
        if (first != Event.START_OBJECT) {
            skip(parser, first);
            return fields;
        }
        for (Event event = parser.next(); event != Event.END_OBJECT; event = parser.next()) {
            add(fields, parser.getString());
            skip(parser, parser.next());
        }
        return fields;
    }

    private static void add(Set<String> fields, String field) {
        if (fields.size() < MAX_FIELDS) {
            fields.add(field.length() > 64 ? field.substring(0, 64) : field);
        }
    }

    private static void skip(JsonParser parser, Event first) {
        int depth = opens(first) ? 1 : 0;
        while (depth > 0) {
            Event event = parser.next();
            depth += opens(event) ? 1 : event == Event.END_ARRAY || event == Event.END_OBJECT ? -1 : 0;
        }
    }

    private static boolean opens(Event event) {
        return event == Event.START_ARRAY || event == Event.START_OBJECT;
    }
}
