package org.parley.markdown;

import org.commonmark.node.CustomBlock;

/** A display formula whose delimiters are on lines of their own. */
class MathBlock extends CustomBlock {
    private final String delimiter;
    private String source = "";

    /**
     * @param delimiter the opening delimiter
     */
    MathBlock(String delimiter) {
        this.delimiter = delimiter;
    }

    String delimiter() {
        return delimiter;
    }

    /** The text between the delimiters; empty until some has arrived. */
    String source() {
        return source;
    }

    void setSource(String source) {
        this.source = source;
    }
}
