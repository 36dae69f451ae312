package org.parley.markdown;

/** Takes the HTML of one text, block by block, and refuses when it is out of all proportion to the text. */
class BoundedHtml implements Appendable {
    private final StringBuilder block = new StringBuilder();
    private long left;

    /**
     * @param limit characters, for all blocks together
     */
    BoundedHtml(long limit) {
        this.left = limit;
    }

    /** What has come since the last call. */
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
