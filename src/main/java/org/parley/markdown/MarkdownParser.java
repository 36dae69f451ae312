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
 * Parses Markdown without HTML blocks: a line of tags is a paragraph, so Markdown between tags, which models often
 * write, is still parsed.
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
            .inlineParserFactory(BoundedInlineParser::new)
            .customBlockParserFactory(new MathBlockParser.Factory())
            .customBlockParserFactory(new FootnoteParser.Factory())
            .linkProcessor(new FootnoteReferences())
            .customInlineContentParserFactory(new EmphasisMarks.Factory())
            .customInlineContentParserFactory(new DollarMath.Factory())
            .customInlineContentParserFactory(new BackslashMath.Factory())
            .postProcessor(new TaskListProcessor())
            .postProcessor(new FootnoteNumbers())
            .build();

    Node parse(String markdown) {
        return parser.parse(markdown);
    }
}
