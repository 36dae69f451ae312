package org.parley.jnosql;

import jakarta.nosql.AttributeConverter;
import java.util.List;
import org.bson.Document;

/** Stores a list of documents unchanged, which JNoSQL does not do by itself. */
public class DocumentsConverter implements AttributeConverter<List<Document>, List<Document>> {
    @Override
    public List<Document> convertToDatabaseColumn(List<Document> documents) {
        return documents;
    }

    @Override
    public List<Document> convertToEntityAttribute(List<Document> stored) {
        return stored;
    }
}
