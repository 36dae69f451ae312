package org.parley.markdown;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.PostProcessor;

/** Adds a {@link TaskMarker} to list items that begin with {@code [ ]}, {@code [x]} or {@code [X]}. */
class TaskListProcessor extends AbstractVisitor implements PostProcessor {
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

    /** Skips paragraphs, which contain no list items. */
    @Override
    public void visit(Paragraph paragraph) {}
}
