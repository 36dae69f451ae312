package org.parley.markdown;

import org.commonmark.node.CustomNode;

/** A formula within a paragraph. */
class MathFormula extends CustomNode {
    private final String source;
    private final boolean display;

    /**
     * @param source what stands between the delimiters
     * @param display whether it is to stand on a line of its own
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
