package org.parley.markdown;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Block;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.AbstractBlockParserFactory;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/**
 * Parses a display formula. It opens with a line {@code $$} or {@code \[}, alone or followed by {@code \begin}, and
 * closes with the line that ends with the closing delimiter. An environment such as {@code align} is one without them. Its content is not Markdown: a line may begin with a
 * minus. Like a code fence, an unclosed formula runs to the end of the text, as it does while an answer is arriving.
 */
class MathBlockParser extends AbstractBlockParser {
    private static final int CODE_INDENT = 4;

    private final MathBlock block;
    private final String end;
    private final StringBuilder source = new StringBuilder();
    private boolean first;
    private boolean ended;

    /**
     * @param end the closing delimiter; one that begins with {@code \end} belongs to the formula
     */
    private MathBlockParser(String end) {
        this.end = end;
        this.first = !end.startsWith("\\end");
        this.block = new MathBlock(end.equals("\\]") ? "\\[" : end);
    }

    @Override
    public Block getBlock() {
        return block;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
        return ended ? BlockContinue.none() : BlockContinue.atIndex(state.getIndex());
    }

    @Override
    public void addLine(SourceLine line) {
        String text = line.getContent().toString().strip();
        if (!first && text.endsWith(end)) {
            ended = true;
            if (!end.startsWith("\\end")) {
                text = text.substring(0, text.length() - end.length()).strip();
            }
        }
        first = false;
        if (!text.isEmpty()) {
            source.append(source.isEmpty() ? "" : "\n").append(text);
        }
    }

    @Override
    public void closeBlock() {
        block.setSource(source.toString());
    }

    static class Factory extends AbstractBlockParserFactory {
        /** The environments that are formulas of their own. */
        private static final Pattern ENVIRONMENT = Pattern.compile(
                "\\\\begin\\{((?:align|alignat|aligned|equation|gather|gathered|multline|eqnarray|flalign|cases|split"
                        + "|array|[bBpvV]?matrix)\\*?)}");

        @Override
        public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
            if (state.getIndent() >= CODE_INDENT) {
                return BlockStart.none();
            }
            String line = state.getLine().getContent().toString();
            String text = line.substring(state.getNextNonSpaceIndex()).strip();
            Matcher environment = ENVIRONMENT.matcher(text);
            if (environment.lookingAt()) {
                String close = "\\end{" + environment.group(1) + "}";
                int at = text.indexOf(close);
                return at < 0 || at == text.length() - close.length()
                        ? BlockStart.of(new MathBlockParser(close)).atIndex(state.getNextNonSpaceIndex())
                        : BlockStart.none();
            }
            String end = text.startsWith("$$") ? "$$" : text.startsWith("\\[") ? "\\]" : null;
            if (end == null || !opens(text.substring(2).strip(), end)) {
                return BlockStart.none();
            }
            return BlockStart.of(new MathBlockParser(end)).atIndex(state.getNextNonSpaceIndex() + 2);
        }

        private static boolean opens(String rest, String end) {
            return rest.isEmpty() || rest.startsWith("\\begin{") && !rest.contains(end);
        }
    }
}
