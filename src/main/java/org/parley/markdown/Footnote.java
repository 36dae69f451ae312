package org.parley.markdown;

import org.commonmark.node.CustomBlock;

/** The text of a footnote, shown where it is written. */
class Footnote extends CustomBlock {
    private int number;

    /** From 1, in the order of the references; 0 before {@link FootnoteNumbers} has run. */
    int number() {
        return number;
    }

    void setNumber(int number) {
        this.number = number;
    }
}
