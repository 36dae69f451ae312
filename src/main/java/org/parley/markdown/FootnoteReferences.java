package org.parley.markdown;

import org.commonmark.node.Text;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.beta.LinkInfo;
import org.commonmark.parser.beta.LinkProcessor;
import org.commonmark.parser.beta.LinkResult;
import org.commonmark.parser.beta.Scanner;

/** Finds {@code [^label]} for the footnotes of the text. Without one it stays text. */
class FootnoteReferences implements LinkProcessor {
    @Override
    public LinkResult process(LinkInfo link, Scanner scanner, InlineParserContext context) {
        if (link.destination() != null
                || link.label() != null
                || link.marker() != null
                || !(link.openingBracket().getNext() instanceof Text first
                        && first.getLiteral().startsWith("^"))) {
            return LinkResult.none();
        }
        Footnote note = context.getDefinition(Footnote.class, link.text(scanner).substring(1));
        return note == null
                ? LinkResult.none()
                : LinkResult.replaceWith(new FootnoteReference(note), scanner.position());
    }
}
