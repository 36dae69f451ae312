package org.parley.bson;

import java.util.List;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;

/** Sizes in BSON, which count towards MongoDB's 16 MiB for a document. */
public final class BsonSize {
    private BsonSize() {}

    /** The bytes of a document. */
    public static int of(Document document) {
        return new RawBsonDocument(document, new DocumentCodec())
                .getByteBuffer()
                .remaining();
    }

    /** The bytes of all documents together. */
    public static int of(List<Document> documents) {
        return documents.stream().mapToInt(BsonSize::of).sum();
    }
}
