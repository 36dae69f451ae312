package org.parley.markdown;

import org.commonmark.node.CustomNode;

/** {@code [^label]} where the text has such a footnote. */
class FootnoteReference extends CustomNode {
    private final Footnote note;

    FootnoteReference(Footnote note) {
        this.note = note;
    }

    Footnote note() {
        return note;
    }
}
