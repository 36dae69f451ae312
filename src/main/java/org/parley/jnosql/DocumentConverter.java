package org.parley.jnosql;

import jakarta.nosql.AttributeConverter;
import java.util.Map;
import org.bson.Document;

/** Stores a map as a document; JNoSQL would store an empty one as a list. */
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
