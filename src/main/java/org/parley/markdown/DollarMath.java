package org.parley.markdown;

import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/**
 * Parses inline {@code $…$} and {@code $$…$$}, but not prices and variable names. Between single dollars, a formula has
 * no space next to either dollar, no letter or digit outside next to either, and is not a number followed by a word.
 * Only the next dollar can close a formula, so parsing takes linear time.
 */
class DollarMath implements InlineContentParser {
    private static final Pattern PRICE = Pattern.compile("\\d[\\d.,]*\\s+\\p{L}{2,}.*", Pattern.DOTALL);

    @Override
    public ParsedInline tryParse(InlineParserState state) {
        Scanner scanner = state.scanner();
        int before = scanner.peekPreviousCodePoint();
        int dollars = scanner.matchMultiple('$');
        Position start = scanner.position();
        if (dollars > 2) {
            return text(scanner, start, dollars);
        }
        if (!skipToDollar(scanner)) {
            return ParsedInline.none();
        }
        String source = scanner.getSource(start, scanner.position()).getContent();
        if (scanner.matchMultiple('$') != dollars) {
            return ParsedInline.none();
        }
        boolean isMath = dollars == 2 ? !source.isBlank() : isInline(before, source, scanner.peek());
        return isMath
                ? ParsedInline.of(new MathFormula(source.strip(), dollars == 2), scanner.position())
                : ParsedInline.none();
    }

    private static boolean isInline(int before, String source, char after) {
        return !source.isEmpty()
                && source.equals(source.strip())
                && !Character.isLetterOrDigit(before)
                && !Character.isLetterOrDigit(after)
                && !PRICE.matcher(source).matches();
    }

    private static boolean skipToDollar(Scanner scanner) {
        while (scanner.hasNext()) {
            char c = scanner.peek();
            if (c == '$') {
                return true;
            }
            scanner.next();
            if (c == '\\' && scanner.hasNext()) {
                scanner.next();
            }
        }
        return false;
    }

    private static ParsedInline text(Scanner scanner, Position end, int dollars) {
        return ParsedInline.of(new org.commonmark.node.Text("$".repeat(dollars)), end);
    }

    static class Factory implements InlineContentParserFactory {
        @Override
        public Set<Character> getTriggerCharacters() {
            return Set.of('$');
        }

        @Override
        public InlineContentParser create() {
            return new DollarMath();
        }
    }
}
