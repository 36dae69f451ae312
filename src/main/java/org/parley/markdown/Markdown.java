package org.parley.markdown;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Node;

/**
 * Renders the Markdown of messages: CommonMark with tables, task lists, strikethrough, bare addresses and math.
 *
 * <p>The result is safe to insert into a page, even for text from an untrusted author. HTML in the text is shown as
 * text. Links point to {@code http:}, {@code https:} and {@code mailto:} addresses only. Images become links, so
 * showing a message sends no request to another host. The output has no scripts, styles or ids; {@link Sanitizer} lists
 * what it may contain.
 *
 * <p>Emphasis next to Chinese, Japanese and Korean text follows {@link EmphasisMarks}; a {@code markdown} fence ends where
 * the fences inside it balance, see {@link MarkdownFences}. Footnotes stand where they are written, without links.
 *
 * <p>Fenced code becomes {@code <pre><code class="language-x">}. Formulas ({@code $…$}, {@code $$…$$}, {@code \(…\)}
 * and {@code \[…\]}) become {@code <code class="math inline">} or {@code <code class="math display">} with their
 * source.
 *
 * <p>Every text renders without an exception and in bounded time. Quotes and lists nested deeper than
 * {@value #MAX_BLOCK_DEPTH} levels, and emphasis and links nested deeper than {@value #MAX_INLINE_DEPTH}, are text; so
 * is a paragraph, heading or cell with more than {@value #MAX_MARKUP} markup characters. A text longer than
 * {@value #MAX_CHARACTERS} UTF-16 code units, or whose HTML would exceed {@value #MAX_GROWTH} times its length plus
 * {@value #FREE_GROWTH}, is shown as plain text in one block.
 *
 * <p>Thread-safe.
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
    private final BlockRenderer renderer = new BlockRenderer(false);
    private final BlockRenderer lines = new BlockRenderer(true);
    private final SanitizedBlocks sanitizer = new SanitizedBlocks(new Sanitizer());

    /**
     * Renders the whole text.
     *
     * @param markdown the text; null counts as empty
     * @return HTML for an element with flow content, such as a {@code div}; empty if there is nothing to show
     */
    public String html(String markdown) {
        return String.join("", blocks(markdown, renderer, false));
    }

    /**
     * Renders a text that a person typed: like {@link #html}, but line breaks stay line breaks.
     *
     * @param markdown the text; null counts as empty
     */
    public String typed(String markdown) {
        return String.join("", blocks(markdown, lines, false));
    }

    /**
     * Renders each top-level block (paragraph, list, code, …) of a text that is being written on its own. While text is
     * appended, all but the last few blocks stay the same.
     *
     * @param markdown the text so far; null counts as empty
     * @return the HTML of each block, in order; joined they equal {@link #html}, unless the text ends inside a {@code
     *     markdown} fence with fences that do not balance yet: that is one block then
     */
    public List<String> blocks(String markdown) {
        return blocks(markdown, renderer, true);
    }

    private List<String> blocks(String markdown, BlockRenderer output, boolean growing) {
        if (markdown == null || markdown.isBlank()) {
            return List.of();
        }
        if (markdown.length() > MAX_CHARACTERS) {
            return List.of(PlainText.html(markdown));
        }
        try {
            return render(MarkdownFences.balance(markdown, growing), output);
        } catch (RuntimeException | StackOverflowError e) { // a library's bug must not hide a message
            return List.of(PlainText.html(markdown));
        }
    }

    private List<String> render(String markdown, BlockRenderer output) {
        List<String> blocks = new ArrayList<>();
        BoundedHtml rendered = new BoundedHtml(FREE_GROWTH + (long) MAX_GROWTH * markdown.length());
        for (Node block = parser.parse(markdown).getFirstChild(); block != null; block = block.getNext()) {
            output.render(block, rendered);
            String html = sanitizer.clean(rendered.take());
            if (!html.isBlank()) {
                blocks.add(html);
            }
        }
        return List.copyOf(blocks);
    }
}
