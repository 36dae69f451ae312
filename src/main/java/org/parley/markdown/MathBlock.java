package org.parley.markdown;

import org.commonmark.node.CustomBlock;

/** A formula whose delimiters stand on lines of their own. */
class MathBlock extends CustomBlock {
    private final String delimiter;
    private String source = "";

    /**
     * @param delimiter what it begins with
     */
    MathBlock(String delimiter) {
        this.delimiter = delimiter;
    }

    String delimiter() {
        return delimiter;
    }

    /** What stands between the delimiters; empty while nothing has arrived. */
    String source() {
        return source;
    }

    void setSource(String source) {
        this.source = source;
    }
}
