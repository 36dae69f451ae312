package org.parley.search;

import java.time.Instant;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;
import org.bson.types.ObjectId;
import org.parley.document.StoredConversation;
import org.parley.message.Role;
import org.parley.message.StoredMessage;

/**
 * The fields of an index. It has one document for each message, and one for each conversation with its title and its
 * {@link Stamp}. No text is stored: what a search shows comes from the conversations themselves.
 */
final class IndexFields {
    /** Changes when texts are cut into other words or fields change; an index of another version is rebuilt. */
    static final int VERSION = 1;

    /** The words of a message. */
    static final String TEXT = "t";
    /** The words of a conversation's title. */
    static final String TITLE = "title";
    /** The conversation of a message. */
    static final String CONVERSATION = "c";
    /** The conversation of a header. */
    static final String HEADER = "h";
    /** The conversation of either, for grouping. */
    static final String GROUP = "g";
    /** Who said the message. */
    static final String ROLE = "r";
    /** When the message was said or the conversation last changed, in milliseconds; the index is sorted by it. */
    static final String TIME = "k";
    /** The same for ranges, of messages only. */
    static final String SAID = "d";
    /** The place of a message in its conversation. */
    static final String SEQ = "q";
    /** The stamp of a conversation. */
    static final String STAMP = "s";

    /** Longer messages are found by their beginning, in UTF-16 units: no reader looks for more, and it bounds the memory. */
    static final int MAX_TEXT = 1 << 20;

    /**
     * Every document has both fields with words, so that Lucene keeps the length of each as a plain array. If some have none,
     * it looks the length up, once for each hit and once for each word it writes: indexing took ten times as long.
     */
    private static final String NONE = "";

    private static final FieldType WORDS = new FieldType();

    static {
        WORDS.setTokenized(true);
        WORDS.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
        WORDS.freeze();
    }

    private IndexFields() {}

    /** The document of a message. */
    static Document message(ObjectId conversation, int seq, StoredMessage message, Instant otherwise) {
        long said = message.timestamp().orElse(otherwise).toEpochMilli();
        Document document = new Document();
        document.add(words(TEXT, message.content()));
        document.add(words(TITLE, NONE));
        document.add(new StringField(CONVERSATION, bytes(conversation), Field.Store.NO));
        document.add(new SortedDocValuesField(GROUP, bytes(conversation)));
        document.add(new StringField(ROLE, role(message.role()), Field.Store.NO));
        document.add(new NumericDocValuesField(TIME, said));
        document.add(new LongPoint(SAID, said));
        document.add(new NumericDocValuesField(SEQ, seq));
        return document;
    }

    /** The document of a conversation. */
    static Document header(ObjectId id, StoredConversation conversation, Stamp stamp) {
        Document document = new Document();
        document.add(words(TITLE, conversation.title()));
        document.add(words(TEXT, NONE));
        document.add(new StringField(HEADER, bytes(id), Field.Store.NO));
        document.add(new SortedDocValuesField(GROUP, bytes(id)));
        document.add(new NumericDocValuesField(
                TIME, conversation.times().knownUpdated().toEpochMilli()));
        document.add(new BinaryDocValuesField(STAMP, stamp.bytes()));
        return document;
    }

    static Term messagesOf(ObjectId conversation) {
        return new Term(CONVERSATION, bytes(conversation));
    }

    static Term headerOf(ObjectId conversation) {
        return new Term(HEADER, bytes(conversation));
    }

    static BytesRef bytes(ObjectId id) {
        return new BytesRef(id.toByteArray());
    }

    static ObjectId id(BytesRef bytes) {
        return new ObjectId(BytesRef.deepCopyOf(bytes).bytes);
    }

    static String role(Role role) {
        return role.name();
    }

    private static IndexableField words(String field, String text) {
        String indexed = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
        return new Field(field, new WordStream(indexed), WORDS);
    }
}
