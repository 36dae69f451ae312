package org.parley.markdown;

import org.commonmark.internal.InlineParserImpl;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.SourceLines;

/**
 * Parses the inline content of a paragraph, heading or cell. One with more than {@value Markdown#MAX_MARKUP} markup
 * characters stays plain text, line by line, because the library takes quadratic time for some markup.
 */
class BoundedInlineParser implements InlineParser {
    private static final String MARKUP = "*_~[]!`$\\<&";

    private final InlineParser inlines;

    BoundedInlineParser(InlineParserContext context) {
        this.inlines = new InlineParserImpl(context);
    }

    @Override
    public void parse(SourceLines lines, Node parent) {
        if (isCrowded(lines)) {
            for (SourceLine line : lines.getLines()) {
                if (parent.getLastChild() != null) {
                    parent.appendChild(new HardLineBreak());
                }
                parent.appendChild(new Text(line.getContent().toString()));
            }
        } else {
            inlines.parse(lines, parent);
            new EmphasisPairs().pair(parent);
        }
    }

    private static boolean isCrowded(SourceLines lines) {
        int count = 0;
        for (SourceLine line : lines.getLines()) {
            CharSequence text = line.getContent();
            for (int i = 0; i < text.length(); i++) {
                if (MARKUP.indexOf(text.charAt(i)) >= 0 && ++count > Markdown.MAX_MARKUP) {
                    return true;
                }
            }
        }
        return false;
    }
}
