package org.parley.markdown;

import org.commonmark.node.CustomNode;

/** A formula inside a paragraph. */
class MathFormula extends CustomNode {
    private final String source;
    private final boolean display;

    /**
     * @param source the text between the delimiters
     * @param display whether it is shown on a line of its own
     */
    MathFormula(String source, boolean display) {
        this.source = source;
        this.display = display;
    }

    String source() {
        return source;
    }

    boolean display() {
        return display;
    }
}
