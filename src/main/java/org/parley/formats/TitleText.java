package org.parley.formats;

/**
 * The title of a conversation from elsewhere: one line of 1 to 200 UTF-16 units.
 *
 * @param text what is shown
 * @param original the whole text; the same as {@code text} if nothing was changed
 */
record TitleText(String text, String original) {
    private static final String UNTITLED = "New Conversation";
    private static final int MAX = 200;

    static TitleText of(String given) {
        String original = UnicodeText.visible(given);
        String title = original.replaceAll("\\p{Cntrl}+", " ");
        if (title.isBlank()) {
            title = UNTITLED;
        }
        if (title.length() > MAX) {
            int end = Character.isHighSurrogate(title.charAt(MAX - 2)) ? MAX - 2 : MAX - 1;
            title = title.substring(0, end) + "…";
        }
        return new TitleText(title, original);
    }

    /** Whether the end of it is missing. */
    boolean isCut() {
        return original.length() > MAX;
    }

    /** Whether the original says more than what is shown. */
    boolean hasMore() {
        return !text.equals(original) && !original.isBlank();
    }

    /** What the report says of a title that was cut. */
    static String cutNote() {
        return "the title is cut to " + MAX + " characters and kept whole in the metadata";
    }
}
