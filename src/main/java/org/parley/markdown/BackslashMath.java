package org.parley.markdown;

import java.util.HashSet;
import java.util.Set;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/** Reads {@code \(…\)} and {@code \[…\]} within a paragraph; without their end they stay escaped brackets. */
class BackslashMath implements InlineContentParser {
    /** Brackets known to have no end in the rest of the paragraph: looked for once, however many begin. */
    private final Set<Character> missing = new HashSet<>();

    @Override
    public ParsedInline tryParse(InlineParserState state) {
        Scanner scanner = state.scanner();
        scanner.next();
        char open = scanner.peek();
        if (open != '(' && open != '[' || missing.contains(open)) {
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
        missing.add(open);
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
