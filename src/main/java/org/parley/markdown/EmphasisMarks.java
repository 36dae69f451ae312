package org.parley.markdown;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.commonmark.node.Text;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Scanner;
import org.commonmark.text.Characters;

/**
 * Finds the runs of {@code *}, {@code _} and {@code ~} and decides whether each can open or close emphasis. The rules
 * are those of CommonMark 0.31.2, section 6.2, with the
 * <a href="https://github.com/tats-u/markdown-cjk-friendly/blob/main/specification.md">CJK-friendly amendment</a>:
 * Chinese, Japanese and Korean are written without spaces, so punctuation of theirs next to a run does not decide, and a
 * character of theirs counts as a space does where other punctuation is on the other side of the run. A text without
 * such characters is parsed as CommonMark says.
 */
class EmphasisMarks implements InlineContentParser {
    private static final String MARKS = "*_~";

    /** The character before the variation selector that was parsed last. */
    private int selected;

    @Override
    public ParsedInline tryParse(InlineParserState state) {
        Scanner scanner = state.scanner();
        int before = scanner.peekPreviousCodePoint();
        char c = scanner.peek();
        if (MARKS.indexOf(c) < 0) {
            selected = before;
            scanner.next();
            return ParsedInline.of(new Text(String.valueOf(c)), scanner.position());
        }
        int length = scanner.matchMultiple(c);
        int after = scanner.peekCodePoint();
        int selector = 0;
        if (EastAsianText.isTextSelector(before)) {
            selector = before;
            before = selected;
        }
        return ParsedInline.of(mark(c, length, before, selector, after), scanner.position());
    }

    private static EmphasisMark mark(char c, int length, int before, int selector, int after) {
        boolean eastAsianBefore = EastAsianText.isEastAsian(before)
                || EastAsianText.isIdeographicSelector(before)
                || EastAsianText.isFullwidthQuote(before, selector);
        boolean punctuatedBefore = EastAsianText.isPunctuation(before);
        boolean otherBefore = punctuatedBefore && !eastAsianBefore;
        boolean otherAfter = EastAsianText.isOtherPunctuation(after);
        boolean spaceBefore = isSpace(before);
        boolean spaceAfter = isSpace(after);
        boolean left = !spaceAfter && (!otherAfter || spaceBefore || otherBefore || eastAsianBefore);
        boolean right = !spaceBefore && (!otherBefore || spaceAfter || otherAfter || EastAsianText.isEastAsian(after));
        if (c == '_') {
            boolean punctuatedAfter = EastAsianText.isPunctuation(after);
            return new EmphasisMark(
                    c, length, left && (!right || punctuatedBefore), right && (!left || punctuatedAfter));
        }
        return new EmphasisMark(c, length, left, right);
    }

    /** The beginning and the end of the text count as spaces. */
    private static boolean isSpace(int codePoint) {
        return codePoint == Scanner.END || Characters.isWhitespaceCodePoint(codePoint);
    }

    static class Factory implements InlineContentParserFactory {
        private static final Set<Character> TRIGGERS = IntStream.concat(
                        MARKS.chars(), IntStream.rangeClosed(0xFE00, 0xFE0E))
                .mapToObj(c -> (char) c)
                .collect(Collectors.toUnmodifiableSet());

        @Override
        public Set<Character> getTriggerCharacters() {
            return TRIGGERS;
        }

        @Override
        public InlineContentParser create() {
            return new EmphasisMarks();
        }
    }
}
