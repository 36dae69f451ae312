package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.BsonRegularExpression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.parley.store.Database;
import org.parley.testing.ClassDatabase;

class RealOddDatesTest extends OddDatesContract {
    @RegisterExtension
    static final ClassDatabase DATABASE = ClassDatabase.real();

    @Override
    Database database() {
        return DATABASE.get();
    }

    /** The embedded store can neither sort nor find patterns. */
    @Test
    void aPatternIsNoDateAndNoSearch() {
        BsonRegularExpression odd = new BsonRegularExpression("2024.*");
        insert(id, odd);

        assertThat(walk(1)).containsExactly(id);
        assertThat(append(one, "new", null).seq()).isEqualTo(2);
        assertThat(stored(id).get("created_at")).isEqualTo(odd);
    }
}
