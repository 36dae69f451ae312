package org.parley.markdown;

import org.commonmark.node.Node;
import org.commonmark.renderer.html.HtmlRenderer;

/** Writes the HTML of one block; {@link Prose} says how. */
class HtmlWriting {
    private final HtmlRenderer renderer = HtmlRenderer.builder()
            .nodeRendererFactory(Prose::new) // before the extensions: the first that knows a node writes it
            .extensions(MarkdownParser.EXTENSIONS)
            .attributeProviderFactory(context -> new TextDirection())
            .escapeHtml(true)
            .percentEncodeUrls(true)
            .build();

    void write(Node block, Appendable html) {
        renderer.render(block, html);
    }
}
