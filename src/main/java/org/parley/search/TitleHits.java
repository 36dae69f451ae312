package org.parley.search;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.bson.types.ObjectId;

/** Collects the headers of conversations that were found. */
final class TitleHits extends SimpleCollector {
    private final Map<ObjectId, Hit> found = new HashMap<>();
    private SortedDocValues conversations;
    private NumericDocValues times;
    private Scorable scorer;

    /**
     * A header that was found.
     *
     * @param time when the conversation last changed, in milliseconds
     */
    record Hit(float score, long time) {}

    /** What was found. */
    Map<ObjectId, Hit> found() {
        return found;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
        conversations = DocValues.getSorted(leaf.reader(), IndexFields.GROUP);
        times = DocValues.getNumeric(leaf.reader(), IndexFields.TIME);
    }

    @Override
    public void setScorer(Scorable given) {
        scorer = given;
    }

    @Override
    public void collect(int doc) throws IOException {
        if (conversations.advanceExact(doc) && times.advanceExact(doc)) {
            found.put(
                    IndexFields.id(conversations.lookupOrd(conversations.ordValue())),
                    new Hit(scorer.score(), times.longValue()));
        }
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE;
    }
}
