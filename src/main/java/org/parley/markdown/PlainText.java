package org.parley.markdown;

/** Shows text unformatted, for text that cannot be rendered as Markdown. */
final class PlainText {
    private PlainText() {}

    /** One escaped paragraph; CSS preserves its line breaks. */
    static String html(String text) {
        return "<p class=\"plain\" dir=\"auto\">" + escape(text) + "</p>";
    }

    private static String escape(String text) {
        StringBuilder html = new StringBuilder(text.length() + 64);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\0' -> html.append('\uFFFD');
                default -> html.append(c);
            }
        }
        return html.toString();
    }
}
