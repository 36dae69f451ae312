package org.parley.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

class PreviewTest {
    @Test
    void itIsCutBetweenCharactersHoweverLongTheyAre() {
        for (String character : new String[] {"a", "ü", "語", "🚣"}) {
            String shown = character.repeat(160);

            assertThat(preview(new BsonString(character.repeat(2_000)))).isEqualTo(shown);
            assertThat(preview(new BsonString(shown))).isEqualTo(shown);
            assertThat(Preview.beginning(character.repeat(2_000))).isEqualTo(shown);
            assertThat(Preview.beginning("a" + character.repeat(200))).isEqualTo("a" + character.repeat(159));
        }
        assertThat(preview(new BsonString("short"))).isEqualTo("short");
        assertThat(preview(new BsonString(""))).isEmpty();
        assertThat(preview(BsonArray.parse("['ab']"))).isEqualTo("[\"ab\"]");
        assertThat(preview(BsonArray.parse("[{type: 'thinking'}, {type: 'text', text: 'ab'}]")))
                .isEqualTo("ab");
    }

    private static String preview(BsonValue content) {
        BsonDocument conversation =
                new BsonDocument("_id", new BsonObjectId(new ObjectId())).append("messages", BsonArray.parse("[]"));
        conversation.getArray("messages").add(new BsonDocument("content", content));
        return StoredConversation.of(new RawBsonDocument(conversation, new BsonDocumentCodec()))
                .preview()
                .orElseThrow();
    }
}
