package org.parley.markdown;

import org.commonmark.node.Block;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.AbstractBlockParserFactory;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/**
 * Reads a formula that begins with a line {@code $$} or {@code \[}, alone or before a {@code \begin}, and ends with the
 * line that ends with the other delimiter. Within it nothing is Markdown: a line may begin with a minus. Like a fence,
 * it reaches to the end where its end is missing, as it does while an answer still arrives.
 */
class MathBlockParser extends AbstractBlockParser {
    private static final int CODE_INDENT = 4;

    private final MathBlock block;
    private final String end;
    private final StringBuilder source = new StringBuilder();
    private boolean first = true;
    private boolean ended;

    private MathBlockParser(String end) {
        this.end = end;
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
            text = text.substring(0, text.length() - end.length()).strip();
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
        @Override
        public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
            if (state.getIndent() >= CODE_INDENT) {
                return BlockStart.none();
            }
            String line = state.getLine().getContent().toString();
            String text = line.substring(state.getNextNonSpaceIndex()).strip();
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
