package org.parley.markdown;

/** Collects the HTML of one text block by block, and throws {@link IllegalStateException} beyond a total limit. */
class BoundedHtml implements Appendable {
    private final StringBuilder block = new StringBuilder();
    private long left;

    /**
     * @param limit characters (UTF-16 code units) of all blocks together
     */
    BoundedHtml(long limit) {
        this.left = limit;
    }

    /** Returns and clears what was appended since the last call. */
    String take() {
        String html = block.toString();
        block.setLength(0);
        return html;
    }

    @Override
    public Appendable append(CharSequence text) {
        return append(text, 0, text.length());
    }

    @Override
    public Appendable append(CharSequence text, int start, int end) {
        spend(end - start);
        block.append(text, start, end);
        return this;
    }

    @Override
    public Appendable append(char c) {
        spend(1);
        block.append(c);
        return this;
    }

    private void spend(int characters) {
        left -= characters;
        if (left < 0) {
            throw new IllegalStateException("Too much HTML for its Markdown");
        }
    }
}
