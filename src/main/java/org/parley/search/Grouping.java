package org.parley.search;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.CollectionTerminatedException;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.bson.types.ObjectId;

/** Collects the messages that were found, by conversation. */
final class Grouping extends SimpleCollector {
    /** The newest ones are looked at, and no more: a bound on the time of a search, however common its words are. */
    private static final int MAX_HITS = 250_000;

    private final Map<ObjectId, Group> groups = new HashMap<>();
    private final boolean scored;
    private Group[] byOrdinal = {};
    private SortedDocValues conversations;
    private NumericDocValues times;
    private NumericDocValues places;
    private Scorable scorer;
    private int hits;

    /** @param scored whether some hits are better than others; else the newest are the best */
    Grouping(boolean scored) {
        this.scored = scored;
    }

    /** What was found, in no order. */
    Map<ObjectId, Group> groups() {
        return groups;
    }

    /** What was found, the best first. */
    static List<Group> ranked(Map<ObjectId, Group> groups) {
        return groups.values().stream().sorted().toList();
    }

    @Override
    protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
        conversations = DocValues.getSorted(leaf.reader(), IndexFields.GROUP);
        times = DocValues.getNumeric(leaf.reader(), IndexFields.TIME);
        places = DocValues.getNumeric(leaf.reader(), IndexFields.SEQ);
        byOrdinal = new Group[conversations.getValueCount()];
    }

    @Override
    public void setScorer(Scorable given) {
        scorer = given;
    }

    @Override
    public void collect(int doc) throws IOException {
        if (++hits > MAX_HITS) {
            throw new CollectionTerminatedException();
        }
        if (!conversations.advanceExact(doc) || !times.advanceExact(doc)) {
            return;
        }
        float score = scored ? scorer.score() : 0;
        long time = times.longValue();
        Group group = group(conversations.ordValue());
        group.count(score, time);
        if (group.wants(score, time) && places.advanceExact(doc)) {
            group.add(new Group.Hit((int) places.longValue(), score, time));
        }
    }

    private Group group(int ordinal) throws IOException {
        Group known = byOrdinal[ordinal];
        if (known == null) {
            known = groups.computeIfAbsent(IndexFields.id(conversations.lookupOrd(ordinal)), Group::new);
            byOrdinal[ordinal] = known;
        }
        return known;
    }

    @Override
    public ScoreMode scoreMode() {
        return scored ? ScoreMode.COMPLETE : ScoreMode.COMPLETE_NO_SCORES;
    }
}
