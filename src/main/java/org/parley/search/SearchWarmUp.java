package org.parley.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.DirectoryReader;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DocumentCodec;
import org.bson.types.ObjectId;
import org.parley.document.StoredConversation;
import org.parley.message.StoredMessage;

/**
 * Searches a small index that is thrown away, so that the first search of a user does not wait for hundreds of classes to be
 * loaded. It took 1.2 of 1.4 seconds on a node that had just started.
 */
final class SearchWarmUp {
    private static final int MESSAGES = 300;
    private static final List<String> QUERIES = List.of(
            "word", "word7 other", "\"some words\"", "wor* -word5", "role:user word", "in:title title", "wurd", "中文");

    /** As many as the first page of results can show, so that the compiler has seen them. */
    private static final int SNIPPETS = 60;

    private static final String TEXT = "Some words of a message, and more of them, as people write: ".repeat(4)
            + "then word7, \"quoted\" and (in brackets) at " + Instant.EPOCH + " fooBar 中文 3.14";

    private SearchWarmUp() {}

    /** Takes some tenths of a second of one processor. */
    static void run() {
        ObjectId id = new ObjectId();
        Document document = new Document("_id", id)
                .append("user_id", "nobody")
                .append("title", "A title")
                .append("messages", List.of());
        StoredConversation conversation = StoredConversation.of(new RawBsonDocument(document, new DocumentCodec()));
        try (UserIndex index = new UserIndex()) {
            for (int i = 0; i < MESSAGES; i++) {
                String text = "Some words of a message: word" + i + " fooBar 中文 3.14";
                BsonDocument message = new BsonDocument("content", new BsonString(text));
                index.add(id, i, StoredMessage.of(new RawBsonDocument(message, new BsonDocumentCodec())), conversation);
            }
            index.stamp(id, conversation, Stamp.of(conversation, 0, MESSAGES));
            index.refresh();
            DirectoryReader reader = index.acquire();
            for (String typed : QUERIES) {
                SearchQuery query = QueryReader.read(typed);
                if (new IndexSearch(reader, query, Optional.empty()).run().isEmpty()) {
                    new Corrections(reader, query).queries();
                }
                for (int i = 0; i < SNIPPETS; i++) {
                    Snippets.of(TEXT, query.terms());
                }
            }
            reader.decRef();
            index.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
