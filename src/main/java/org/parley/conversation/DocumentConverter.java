package org.parley.conversation;

import jakarta.nosql.AttributeConverter;
import java.util.Map;
import org.bson.Document;

/** Stores a map as the document it is; JNoSQL would take an empty one for a list. */
public class DocumentConverter implements AttributeConverter<Map<String, Object>, Map<String, Object>> {
    @Override
    public Map<String, Object> convertToDatabaseColumn(Map<String, Object> map) {
        return map == null ? null : new Document(map);
    }

    @Override
    public Map<String, Object> convertToEntityAttribute(Map<String, Object> document) {
        return document;
    }
}
