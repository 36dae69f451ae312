package org.parley.markdown;

import java.util.HashSet;
import java.util.Set;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/** Parses inline {@code \(…\)} and {@code \[…\]}. An unclosed one stays an escaped bracket. */
class BackslashMath implements InlineContentParser {
    /** Opening brackets with no closing one in the rest of the paragraph, which is searched once for each kind. */
    private final Set<Character> unclosed = new HashSet<>();

    @Override
    public ParsedInline tryParse(InlineParserState state) {
        Scanner scanner = state.scanner();
        scanner.next();
        char open = scanner.peek();
        if (open != '(' && open != '[' || unclosed.contains(open)) {
            return ParsedInline.none();
        }
        scanner.next();
        Position start = scanner.position();
        char close = open == '(' ? ')' : ']';
        while (scanner.find('\\') >= 0) {
            Position end = scanner.position();
            scanner.next();
            if (scanner.next(close)) {
                String source = scanner.getSource(start, end).getContent().strip();
                return source.isEmpty()
                        ? ParsedInline.none()
                        : ParsedInline.of(new MathFormula(source, open == '['), scanner.position());
            }
            if (scanner.hasNext()) {
                scanner.next();
            }
        }
        unclosed.add(open);
        return ParsedInline.none();
    }

    static class Factory implements InlineContentParserFactory {
        @Override
        public Set<Character> getTriggerCharacters() {
            return Set.of('\\');
        }

        @Override
        public InlineContentParser create() {
            return new BackslashMath();
        }
    }
}
