package org.parley.markdown;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Node;

/**
 * Renders the Markdown of messages: CommonMark with tables, task lists, strikethrough, bare addresses and math.
 *
 * <p>The answer may be put into a page as it is, whoever wrote the text. HTML in the text is shown as text. Links lead
 * to {@code http:}, {@code https:} and {@code mailto:} addresses only; pictures become links, so that showing a message
 * asks no foreign host for anything. There are no scripts, styles and ids. What else there is says {@link Sanitizer}.
 *
 * <p>Fenced code is {@code <pre><code class="language-x">}. Formulas ({@code $…$}, {@code $$…$$}, {@code \(…\)} and
 * {@code \[…\]}) are {@code <code class="math inline">} or {@code <code class="math display">} and hold their source.
 *
 * <p>No text makes it fail or run away. Quotes and lists more than {@value #MAX_BLOCK_DEPTH} deep and emphases and
 * links more than {@value #MAX_INLINE_DEPTH} deep are text, and so is a paragraph, heading or cell with more than
 * {@value #MAX_MARKUP} characters of markup. A text of more than {@value #MAX_CHARACTERS} UTF-16 code units, or whose
 * HTML would be more than {@value #MAX_GROWTH} times as long (and {@value #FREE_GROWTH}), is shown as it was written, in
 * one block.
 *
 * <p>Safe for use by many threads.
 */
@ApplicationScoped
public class Markdown {
    static final int MAX_CHARACTERS = 1 << 18;
    static final int MAX_BLOCK_DEPTH = 40;
    static final int MAX_INLINE_DEPTH = 40;
    static final int MAX_MARKUP = 4_000;
    static final int MAX_GROWTH = 16;
    static final int FREE_GROWTH = 1 << 16;

    private final MarkdownParser parser = new MarkdownParser();
    private final HtmlWriting writing = new HtmlWriting();
    private final CleanBlocks sanitizer = new CleanBlocks(new Sanitizer());

    /**
     * The whole text as HTML.
     *
     * @param markdown the text; null is read as empty
     * @return HTML for the inside of an element that holds paragraphs; empty if there is nothing to show
     */
    public String html(String markdown) {
        return String.join("", blocks(markdown));
    }

    /**
     * The text's top-level blocks (paragraphs, lists, code, …) one by one. While a text grows at its end, the blocks
     * before the last few stay the same.
     *
     * @param markdown the text; null is read as empty
     * @return HTML of each block, in order; joined they are {@link #html}
     */
    public List<String> blocks(String markdown) {
        if (markdown == null || markdown.isBlank()) {
            return List.of();
        }
        if (markdown.length() > MAX_CHARACTERS) {
            return List.of(PlainText.html(markdown));
        }
        try {
            return render(markdown);
        } catch (RuntimeException | StackOverflowError e) { // a flaw of a library must not hide somebody's message
            return List.of(PlainText.html(markdown));
        }
    }

    private List<String> render(String markdown) {
        List<String> blocks = new ArrayList<>();
        BoundedHtml written = new BoundedHtml(FREE_GROWTH + (long) MAX_GROWTH * markdown.length());
        for (Node block = parser.parse(markdown).getFirstChild(); block != null; block = block.getNext()) {
            writing.write(block, written);
            String html = sanitizer.clean(written.take());
            if (!html.isBlank()) {
                blocks.add(html);
            }
        }
        return List.copyOf(blocks);
    }
}
