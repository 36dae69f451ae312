package org.parley.markdown;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Block;
import org.commonmark.node.DefinitionMap;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.AbstractBlockParserFactory;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/** Parses footnotes, {@code [^label]: text}, which go on in lines that are indented by four spaces. */
class FootnoteParser extends AbstractBlockParser {
    private static final int INDENT = 4;

    private final Footnote note = new Footnote();
    private final String label;

    private FootnoteParser(String label) {
        this.label = label;
    }

    @Override
    public Block getBlock() {
        return note;
    }

    @Override
    public boolean isContainer() {
        return true;
    }

    @Override
    public boolean canContain(Block child) {
        return !(child instanceof Footnote);
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
        if (state.isBlank()) {
            return BlockContinue.atIndex(state.getNextNonSpaceIndex());
        }
        return state.getIndent() >= INDENT ? BlockContinue.atColumn(state.getColumn() + INDENT) : BlockContinue.none();
    }

    @Override
    public List<DefinitionMap<?>> getDefinitions() {
        DefinitionMap<Footnote> definitions = new DefinitionMap<>(Footnote.class);
        definitions.putIfAbsent(label, note);
        return List.of(definitions);
    }

    static class Factory extends AbstractBlockParserFactory {
        private static final Pattern START = Pattern.compile("\\[\\^([^\\s\\[\\]]{1,100})]:[ \\t]*");

        @Override
        public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
            int start = state.getNextNonSpaceIndex();
            CharSequence line = state.getLine().getContent();
            if (state.getIndent() >= INDENT || start >= line.length() || line.charAt(start) != '[') {
                return BlockStart.none();
            }
            Matcher label = START.matcher(line).region(start, line.length());
            return label.lookingAt()
                    ? BlockStart.of(new FootnoteParser(label.group(1))).atIndex(label.end())
                    : BlockStart.none();
        }
    }
}
