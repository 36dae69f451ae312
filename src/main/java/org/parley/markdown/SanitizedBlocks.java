package org.parley.markdown;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sanitizes blocks through a least-recently-used cache: while an answer grows, all but its last blocks are rendered
 * again unchanged. The key is the whole input, so a hit is always for identical HTML.
 *
 * <p>Holds at most {@value #MAX_CACHED} UTF-16 code units of keys and values; a block longer than {@value #MAX_BLOCK}
 * is not cached.
 */
class SanitizedBlocks {
    private static final int MAX_BLOCK = 1 << 16;
    private static final int MAX_CACHED = 1 << 22;

    private final Sanitizer sanitizer;
    private final Map<String, String> cache = new LinkedHashMap<>(16, 0.75f, true);
    private int characters;

    SanitizedBlocks(Sanitizer sanitizer) {
        this.sanitizer = sanitizer;
    }

    String clean(String html) {
        if (html.length() > MAX_BLOCK) {
            return sanitizer.clean(html);
        }
        String cached = find(html);
        return cached != null ? cached : store(html, sanitizer.clean(html));
    }

    private synchronized String find(String html) {
        return cache.get(html);
    }

    private synchronized String store(String html, String cleaned) {
        if (cache.put(html, cleaned) == null) {
            characters += html.length() + cleaned.length();
        }
        var oldest = cache.entrySet().iterator();
        while (characters > MAX_CACHED && oldest.hasNext()) {
            Map.Entry<String, String> entry = oldest.next();
            characters -= entry.getKey().length() + entry.getValue().length();
            oldest.remove();
        }
        return cleaned;
    }
}
