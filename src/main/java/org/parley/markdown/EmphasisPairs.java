package org.parley.markdown;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.node.Emphasis;
import org.commonmark.node.Node;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/**
 * Pairs the {@link EmphasisMark}s of one paragraph, heading or cell: the algorithm of CommonMark 0.31.2, section 6.2.
 * Links and images are parsed before, so each is paired on its own. Only two tildes strike text. Marks without a partner,
 * and those that would nest deeper than {@value Markdown#MAX_INLINE_DEPTH}, become text.
 */
class EmphasisPairs {
    private final Map<Node, Integer> heights = new HashMap<>();

    void pair(Node parent) {
        List<EmphasisMark> marks = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof EmphasisMark mark) {
                marks.add(mark);
            } else if (node.getFirstChild() != null) {
                pair(node);
                heights.put(node, 1 + heightOf(node.getFirstChild(), null));
            }
        }
        if (!marks.isEmpty()) {
            pair(marks);
        }
        marks.forEach(EmphasisPairs::turnIntoText);
        joinTexts(parent);
    }

    private void pair(List<EmphasisMark> marks) {
        int[] previous = new int[marks.size()]; // the marks that are still in question, as a linked list
        for (int i = 0; i < previous.length; i++) {
            previous[i] = i - 1;
        }
        Map<Integer, Integer> bottoms = new HashMap<>(); // at or below these marks no opener of the kind is left
        int deep = -1; // at or below this mark each opener would nest too deeply
        for (int at = 0; at < previous.length; at++) {
            EmphasisMark closer = marks.get(at);
            while (closer.closes() && closer.left() > 0) {
                int kind = kindOf(closer);
                int bottom = Math.max(deep, bottoms.getOrDefault(kind, -1));
                int found = previous[at];
                while (found > bottom && !matches(marks.get(found), closer)) {
                    found = previous[found];
                }
                if (found <= bottom) {
                    bottoms.put(kind, previous[at]);
                    break;
                }
                EmphasisMark opener = marks.get(found);
                if (!wrap(opener, closer)) {
                    deep = found;
                    break;
                }
                previous[at] = opener.left() > 0 ? found : previous[found];
            }
            if (!closer.opens() || closer.left() == 0) {
                skip(previous, at);
            }
        }
    }

    /** Takes a mark out of the list; only the next one points to it yet. */
    private static void skip(int[] previous, int at) {
        if (at + 1 < previous.length) {
            previous[at + 1] = previous[at];
        }
    }

    /** Closers of one kind find the same openers: by their character, whether they also open, and rules 9 and 10. */
    private static int kindOf(EmphasisMark closer) {
        return closer.character() * 8
                + (closer.opens() ? 4 : 0)
                + (closer.character() == '~' ? Math.min(closer.length(), 3) : closer.length() % 3);
    }

    private static boolean matches(EmphasisMark opener, EmphasisMark closer) {
        if (opener.character() != closer.character() || !opener.opens()) {
            return false;
        }
        if (opener.character() == '~') {
            return opener.length() == 2 && closer.length() == 2;
        }
        boolean ambiguous = opener.closes() || closer.opens();
        return !ambiguous
                || (opener.length() + closer.length()) % 3 != 0
                || opener.length() % 3 == 0 && closer.length() % 3 == 0;
    }

    /** Puts what is between two marks into an element, unless that would nest too deeply. */
    private boolean wrap(EmphasisMark opener, EmphasisMark closer) {
        int height = 1 + heightOf(opener.getNext(), closer);
        if (height > Markdown.MAX_INLINE_DEPTH) {
            return false;
        }
        int used = opener.left() >= 2 && closer.left() >= 2 ? 2 : 1;
        String delimiter = String.valueOf(opener.character()).repeat(used);
        Node element = opener.character() == '~'
                ? new Strikethrough(delimiter)
                : used == 2 ? new StrongEmphasis(delimiter) : new Emphasis(delimiter);
        for (Node node = opener.getNext(); node != closer; ) {
            Node next = node.getNext();
            if (node instanceof EmphasisMark mark) {
                Node text = turnIntoText(mark);
                if (text != null) {
                    element.appendChild(text);
                }
            } else {
                element.appendChild(node);
            }
            node = next;
        }
        joinTexts(element);
        opener.use(used);
        closer.use(used);
        opener.insertAfter(element);
        heights.put(element, height);
        return true;
    }

    private int heightOf(Node first, Node end) {
        int height = 0;
        for (Node node = first; node != end; node = node.getNext()) {
            height = Math.max(height, heights.getOrDefault(node, 0));
        }
        return height;
    }

    /** Replaces a mark with its remaining characters; null if none remain, or if it has been replaced already. */
    private static Node turnIntoText(EmphasisMark mark) {
        if (mark.getParent() == null) {
            return null;
        }
        Text text = null;
        if (mark.left() > 0) {
            text = new Text(String.valueOf(mark.character()).repeat(mark.left()));
            mark.insertBefore(text);
        }
        mark.unlink();
        return text;
    }

    private static void joinTexts(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Text first && first.getNext() instanceof Text) {
                StringBuilder literal = new StringBuilder(first.getLiteral());
                while (first.getNext() instanceof Text next) {
                    literal.append(next.getLiteral());
                    next.unlink();
                }
                first.setLiteral(literal.toString());
            }
        }
    }
}
