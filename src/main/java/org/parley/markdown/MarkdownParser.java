package org.parley.markdown;

import java.util.List;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;

/**
 * Reads Markdown. Blocks of HTML are not known to it: a line of tags is a paragraph, so that the Markdown between tags
 * (which models like to write) is still read.
 */
class MarkdownParser {
    static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), StrikethroughExtension.create(), AutolinkExtension.create());

    private static final Set<Class<? extends Block>> BLOCKS = Set.of(
            Heading.class,
            ThematicBreak.class,
            FencedCodeBlock.class,
            IndentedCodeBlock.class,
            BlockQuote.class,
            ListBlock.class);

    private final Parser parser = Parser.builder()
            .extensions(EXTENSIONS)
            .enabledBlockTypes(BLOCKS)
            .maxOpenBlockParsers(Markdown.MAX_BLOCK_DEPTH)
            .maxInlineNesting(Markdown.MAX_INLINE_DEPTH)
            .inlineParserFactory(BoundedInlines::new)
            .customBlockParserFactory(new MathBlockParser.Factory())
            .customInlineContentParserFactory(new DollarMath.Factory())
            .customInlineContentParserFactory(new BackslashMath.Factory())
            .postProcessor(new TaskItems())
            .build();

    Node parse(String markdown) {
        return parser.parse(markdown);
    }
}
