package org.parley.markdown;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers what was sanitised lately: while an answer arrives, all but its last blocks come again and again. The key is
 * the whole input, so that nothing but the same input finds an answer.
 */
class CleanBlocks {
    private static final int MAX_BLOCK = 1 << 16;
    private static final int MAX_ALL = 1 << 22;

    private final Sanitizer sanitizer;
    private final Map<String, String> clean = new LinkedHashMap<>(16, 0.75f, true);
    private int characters;

    CleanBlocks(Sanitizer sanitizer) {
        this.sanitizer = sanitizer;
    }

    String clean(String html) {
        if (html.length() > MAX_BLOCK) {
            return sanitizer.clean(html);
        }
        String known = find(html);
        return known != null ? known : keep(html, sanitizer.clean(html));
    }

    private synchronized String find(String html) {
        return clean.get(html);
    }

    private synchronized String keep(String html, String cleaned) {
        if (clean.put(html, cleaned) == null) {
            characters += html.length() + cleaned.length();
        }
        var oldest = clean.entrySet().iterator();
        while (characters > MAX_ALL && oldest.hasNext()) {
            Map.Entry<String, String> entry = oldest.next();
            characters -= entry.getKey().length() + entry.getValue().length();
            oldest.remove();
        }
        return cleaned;
    }
}
