package org.parley.markdown;

import org.commonmark.node.CustomNode;

/** The checkbox of a task list item. */
class TaskMarker extends CustomNode {
    private final boolean done;

    TaskMarker(boolean done) {
        this.done = done;
    }

    boolean done() {
        return done;
    }
}
