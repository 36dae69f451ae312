package org.parley.markdown;

import org.commonmark.node.Node;
import org.commonmark.renderer.html.HtmlRenderer;

/** Renders one top-level block as HTML, with the rules of {@link MessageRenderer}. */
class BlockRenderer {
    private final HtmlRenderer renderer;

    /**
     * @param keepsLines whether a line break in a paragraph is one in the result, too
     */
    BlockRenderer(boolean keepsLines) {
        this.renderer = HtmlRenderer.builder()
                .nodeRendererFactory(context -> new MessageRenderer(context, keepsLines)) // the first of a node wins
                .extensions(MarkdownParser.EXTENSIONS)
                .attributeProviderFactory(context -> new TextDirection())
                .escapeHtml(true)
                .percentEncodeUrls(true)
                .build();
    }

    void render(Node block, Appendable html) {
        renderer.render(block, html);
    }
}
