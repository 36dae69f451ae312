package org.parley.reply;

import java.util.List;
import java.util.Locale;

/** How a reply ended, told from the word that the server gives as its reason. */
public enum Ending {
    /** The model had said everything. */
    WHOLE,
    /** The reply reached a limit of tokens. */
    LENGTH,
    /** A content filter cut it off. */
    FILTERED,
    /** The server failed, or gave up. */
    FAILED;

    private static final List<String> LIMITS = List.of("length", "max_tokens", "max_output", "token_limit");
    private static final List<String> FILTERS = List.of(
            "filter",
            "safety",
            "recitation",
            "blocklist",
            "prohibited",
            "spii",
            "sensitive",
            "guardrail",
            "moderation",
            "refusal");
    private static final List<String> FAILURES =
            List.of("error", "fail", "abort", "cancel", "timeout", "overload", "insufficient_system", "interrupt");

    /** The ending that a server's word stands for; a word that is not known is an ordinary end. */
    static Ending of(String word) {
        String reason = word.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        if (contains(reason, FAILURES)) {
            return FAILED;
        }
        if (contains(reason, FILTERS)) {
            return FILTERED;
        }
        return contains(reason, LIMITS) ? LENGTH : WHOLE;
    }

    private static boolean contains(String reason, List<String> parts) {
        return parts.stream().anyMatch(reason::contains);
    }
}
