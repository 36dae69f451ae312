package org.parley.markdown;

import java.util.Map;
import java.util.Set;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.renderer.html.AttributeProvider;

/**
 * Sets the text direction. Elements with text of their own leave it to the browser ({@code dir="auto"}). Lists, quotes
 * and tables cannot: {@code auto} ignores descendants that have a {@code dir}. Their direction is computed here by the
 * same rule: the first strongly directional character decides.
 */
class TextDirection implements AttributeProvider {
    private static final Set<String> TEXT_ELEMENTS = Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "th", "td");

    @Override
    public void setAttributes(Node node, String tag, Map<String, String> attributes) {
        if (TEXT_ELEMENTS.contains(tag)) {
            attributes.put("dir", "auto");
        }
    }

    /**
     * The direction of a node's text.
     *
     * @param otherwise the result for text without a directional character
     * @return {@code ltr}, {@code rtl} or {@code otherwise}
     */
    static String of(Node node, String otherwise) {
        for (Node at = node; at != null; at = nextInTree(at, node)) {
            if (at instanceof Text text) {
                String direction = ofText(text.getLiteral());
                if (direction != null) {
                    return direction;
                }
            }
        }
        return otherwise;
    }

    private static Node nextInTree(Node at, Node root) {
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
