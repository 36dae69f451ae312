package org.parley.markdown;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.PostProcessor;

/** Finds the items of lists that begin with {@code [ ]} or {@code [x]}. */
class TaskItems extends AbstractVisitor implements PostProcessor {
    private static final Pattern BOX = Pattern.compile("\\[([ xX])]\\s+(.*)", Pattern.DOTALL);

    @Override
    public Node process(Node document) {
        document.accept(this);
        return document;
    }

    @Override
    public void visit(ListItem item) {
        if (item.getFirstChild() instanceof Paragraph paragraph && paragraph.getFirstChild() instanceof Text text) {
            Matcher box = BOX.matcher(text.getLiteral());
            if (box.matches() && (!box.group(2).isEmpty() || text.getNext() != null)) {
                paragraph.prependChild(new TaskMarker(!box.group(1).isBlank()));
                text.setLiteral(box.group(2));
            }
        }
        visitChildren(item);
    }

    /** Holds no lists. */
    @Override
    public void visit(Paragraph paragraph) {}
}
