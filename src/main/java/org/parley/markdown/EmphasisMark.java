package org.parley.markdown;

import org.commonmark.node.CustomNode;

/** A run of {@code *}, {@code _} or {@code ~} whose meaning is decided when its paragraph is complete. */
class EmphasisMark extends CustomNode {
    private final char character;
    private final int length;
    private final boolean opens;
    private final boolean closes;
    private int left;

    EmphasisMark(char character, int length, boolean opens, boolean closes) {
        this.character = character;
        this.length = length;
        this.left = length;
        this.opens = opens;
        this.closes = closes;
    }

    char character() {
        return character;
    }

    /** The length of the run as written. */
    int length() {
        return length;
    }

    /** How many of its characters no emphasis has used yet. */
    int left() {
        return left;
    }

    void use(int characters) {
        left -= characters;
    }

    boolean opens() {
        return opens;
    }

    boolean closes() {
        return closes;
    }
}
