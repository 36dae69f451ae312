package org.parley.markdown;

import org.commonmark.node.CustomNode;

/** The box at the beginning of a task. */
class TaskMarker extends CustomNode {
    private final boolean done;

    TaskMarker(boolean done) {
        this.done = done;
    }

    boolean done() {
        return done;
    }
}
