package org.parley.search;

import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/** The words of a text, as Lucene takes them in. A whole and its first unit stand at the same position. */
final class WordStream extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
    private final List<Word> words;
    private int next;
    private int position = -1;

    WordStream(String text) {
        this.words = Words.of(text);
    }

    @Override
    public boolean incrementToken() {
        if (next == words.size()) {
            return false;
        }
        clearAttributes();
        Word word = words.get(next++);
        term.append(word.term());
        increment.setPositionIncrement(word.position() - position);
        position = word.position();
        return true;
    }

    @Override
    public void reset() {
        next = 0;
        position = -1;
    }
}
