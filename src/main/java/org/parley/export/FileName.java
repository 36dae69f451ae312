package org.parley.export;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * The name of a file that is made of a title. It means the same on every system: no path, no sign that one of them forbids
 * (those of Windows are the most), no name that is a device there, no dot or blank at its ends.
 */
final class FileName {
    private static final int MAX_CHARACTERS = 80;
    private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}<>:\"/\\\\|?*]+");
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\\..*)?", Pattern.CASE_INSENSITIVE);

    private FileName() {}

    /** The name without its ending; {@code conversation} where nothing of the title is left. */
    static String of(String title) {
        String clean = FORBIDDEN.matcher(title).replaceAll(" ").replaceAll("\\s+", " ");
        int end = clean.offsetByCodePoints(0, Math.min(MAX_CHARACTERS, clean.codePointCount(0, clean.length())));
        String name = clean.substring(0, end).replaceAll("^[ .]+|[ .]+$", "");
        if (name.isEmpty()) {
            return "conversation";
        }
        return DEVICE.matcher(name).matches() ? "_" + name : name;
    }

    /** The header for it: in full (RFC 6266 and 8187), and in ASCII for old clients. */
    static String disposition(String name, String extension) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^ -~]+", "_")
                .replaceAll("[\"\\\\%;]", "_");
        String encoded = URLEncoder.encode(name + "." + extension, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"" + plain + "." + extension + "\"; filename*=UTF-8''" + encoded;
    }
}
