package org.parley.markdown;

import java.util.Map;
import java.util.Set;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.renderer.html.AttributeProvider;

/**
 * Which way text runs. What holds text directly leaves it to the browser ({@code dir="auto"}). Lists, quotes and tables
 * cannot: a browser does not look into elements with a {@code dir} of their own, so theirs is found here, by the same
 * rule (the first letter that has a direction).
 */
class TextDirection implements AttributeProvider {
    private static final Set<String> HOLD_TEXT = Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "th", "td");

    @Override
    public void setAttributes(Node node, String tag, Map<String, String> attributes) {
        if (HOLD_TEXT.contains(tag)) {
            attributes.put("dir", "auto");
        }
    }

    /**
     * The direction of all that a node holds.
     *
     * @return {@code ltr}, {@code rtl}, or what is given for a text without any letters
     */
    static String of(Node node, String otherwise) {
        for (Node at = node; at != null; at = following(at, node)) {
            if (at instanceof Text text) {
                String direction = ofText(text.getLiteral());
                if (direction != null) {
                    return direction;
                }
            }
        }
        return otherwise;
    }

    private static Node following(Node at, Node root) {
        if (at.getFirstChild() != null) {
            return at.getFirstChild();
        }
        Node up = at;
        while (up != root && up.getNext() == null) {
            up = up.getParent();
        }
        return up == root ? null : up.getNext();
    }

    private static String ofText(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            switch (Character.getDirectionality(text.codePointAt(i))) {
                case Character.DIRECTIONALITY_LEFT_TO_RIGHT:
                    return "ltr";
                case Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC:
                    return "rtl";
                default:
                    break;
            }
        }
        return null;
    }
}
