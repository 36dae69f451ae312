package org.parley.markdown;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.parser.PostProcessor;

/** Numbers footnotes in the order of their first references; those without a reference come last. */
class FootnoteNumbers implements PostProcessor {
    @Override
    public Node process(Node document) {
        Numbering numbering = new Numbering();
        document.accept(numbering);
        numbering.numberOthers();
        return document;
    }

    private static class Numbering extends AbstractVisitor {
        private final List<Footnote> notes = new ArrayList<>();
        private int count;

        @Override
        public void visit(CustomNode node) {
            if (node instanceof FootnoteReference reference) {
                number(reference.note());
            }
            visitChildren(node);
        }

        @Override
        public void visit(CustomBlock block) {
            if (block instanceof Footnote note) {
                notes.add(note);
            }
            visitChildren(block);
        }

        private void numberOthers() {
            notes.forEach(this::number);
        }

        private void number(Footnote note) {
            if (note.number() == 0) {
                note.setNumber(++count);
            }
        }
    }
}
