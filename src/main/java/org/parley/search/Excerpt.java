package org.parley.search;

import java.util.ArrayList;
import java.util.List;

/** Cuts an excerpt out of a text, collapses its white space and translates the places of highlights. */
final class Excerpt {
    private static final String CUT = "\u2026";

    /** How much is shown before the first hit, if there is more. */
    private static final int LEAD = 60;

    /** A snippet shorter than this rather ends inside a very long word. */
    private static final int LEAST = Snippets.LONGEST / 2;

    private final String text;
    private final List<Span> highlights;
    private final StringBuilder out = new StringBuilder(Snippets.LONGEST);
    private final List<Span> shown = new ArrayList<>();
    /** The number of the highlight that the place in the text is in, or before. */
    private int highlight;
    /** The number of the highlight shown last. */
    private int shownLast = -1;

    private Excerpt(String text, List<Span> highlights) {
        this.text = text;
        this.highlights = highlights;
    }

    /**
     * Cuts out what is around a place.
     *
     * @param focus what is to be seen, or as much of it as there is room for
     * @param highlights places in the text, in order, none overlapping another
     */
    static Snippet of(String text, Span focus, List<Span> highlights) {
        Excerpt excerpt = new Excerpt(text, highlights);
        excerpt.write(excerpt.start(focus), focus.from());
        return new Snippet(excerpt.out.toString(), excerpt.shown);
    }

    /** Where to begin: a little before the focus, earlier if little text follows it, and between two words. */
    private int start(Span focus) {
        int room = Snippets.LONGEST - 2 * CUT.length() - Math.min(focus.to() - focus.from(), Snippets.LONGEST);
        int behind = text.length() - focus.to();
        int lead = Math.max(0, Math.max(Math.min(LEAD, room / 2), room - behind));
        int start = focus.from();
        for (int left = lead; start > 0 && left > 0; start--) {
            boolean counts = !isSpace(start - 1) || (start > 1 && !isSpace(start - 2));
            left -= counts ? 1 : 0;
        }
        int words = start;
        while (words < focus.from() && words > 0 && !isBetweenWords(words)) {
            words++;
        }
        return isBlankBefore(words) ? 0 : words;
    }

    private boolean isBlankBefore(int place) {
        int at = place;
        while (at > 0 && isSpace(at - 1)) {
            at--;
        }
        return at == 0;
    }

    /** Writes what begins at a place until the text, or the room, ends. */
    private void write(int start, int focus) {
        if (start > 0) {
            out.append(CUT);
        }
        int cutAtWord = 0;
        int cutAnywhere = out.length();
        int at = start;
        while (at < text.length()) {
            int space = at;
            while (at < text.length() && isSpace(at)) {
                at++;
            }
            if (at == text.length()) {
                return;
            }
            if (out.length() < Snippets.LONGEST) {
                cutAnywhere = out.length();
                cutAtWord = at > focus && isBetweenWords(at) ? out.length() : cutAtWord;
            }
            if (space < at && out.length() > CUT.length() * Math.min(start, 1)) {
                put(space, space + 1, " ");
            }
            int end = Clusters.end(text, at);
            if (out.length() + (end - at) > Snippets.LONGEST) {
                cut(cutAtWord >= LEAST ? cutAtWord : cutAnywhere);
                return;
            }
            put(at, end, text.substring(at, end));
            at = end;
        }
    }

    /** Appends a character that stands in the text between two places. */
    private void put(int from, int to, String written) {
        while (highlight < highlights.size() && highlights.get(highlight).to() <= from) {
            highlight++;
        }
        int begin = out.length();
        out.append(written);
        if (highlight == highlights.size() || highlights.get(highlight).from() >= to) {
            return;
        }
        if (shownLast == highlight) {
            begin = shown.remove(shown.size() - 1).from();
        }
        shown.add(new Span(begin, out.length()));
        shownLast = highlight;
    }

    private void cut(int length) {
        out.setLength(length);
        shown.removeIf(span -> span.from() >= length);
        shown.replaceAll(span -> new Span(span.from(), Math.min(span.to(), length)));
        out.append(CUT);
    }

    private boolean isSpace(int place) {
        return Scripts.isSpace(text.charAt(place));
    }

    /** Whether a text may be cut at a place in it: not inside a character, nor inside a word of letters and digits. */
    private boolean isBetweenWords(int place) {
        int before = text.codePointBefore(place);
        int after = text.codePointAt(place);
        if (Character.isLowSurrogate(text.charAt(place)) && Character.isHighSurrogate(text.charAt(place - 1))) {
            return false;
        }
        if (Clusters.mayGoOn(before, after)) {
            return false;
        }
        return !isInWord(before) || !isInWord(after);
    }

    private static boolean isInWord(int c) {
        Scripts.Kind kind = Scripts.kind(c);
        return kind == Scripts.Kind.LETTER || kind == Scripts.Kind.DIGIT || kind == Scripts.Kind.MARK;
    }
}
