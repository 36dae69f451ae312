package org.parley.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.parley.platform.Instants;
import org.parley.platform.ProblemException;

/**
 * Which entries of the audit log are wanted.
 *
 * @param user who did it, by name or by id
 * @param action such as {@code conversations.delete}
 * @param outcome {@code success}, {@code denied} or {@code failure}
 * @param from the earliest time
 * @param to the time before which they are
 */
record AuditFilter(
        Optional<String> user,
        Optional<String> action,
        Optional<String> outcome,
        Optional<Instant> from,
        Optional<Instant> to) {
    private static final List<String> OUTCOMES = List.of("success", "denied", "failure");

    /** Longer than any name, id or action. */
    private static final int MAX = 128;

    /**
     * Reads the parameters of a request, each of which may be null.
     *
     * @throws ProblemException 400 that names the parameter
     */
    static AuditFilter of(String user, String action, String outcome, String from, String to) {
        if (outcome != null && !OUTCOMES.contains(outcome)) {
            throw ProblemException.badField("outcome", "must be success, denied or failure");
        }
        return new AuditFilter(
                text("user", user),
                text("action", action),
                Optional.ofNullable(outcome),
                time("from", from),
                time("to", to));
    }

    private static Optional<String> text(String name, String text) {
        if (text != null
                && (text.isBlank() || text.length() > MAX || text.chars().anyMatch(Character::isISOControl))) {
            throw ProblemException.badField(name, "must be 1 to " + MAX + " characters, not only blanks");
        }
        return Optional.ofNullable(text);
    }

    private static Optional<Instant> time(String name, String text) {
        if (text == null) {
            return Optional.empty();
        }
        Optional<Instant> time = Instants.parse(text);
        if (time.isEmpty()) {
            throw ProblemException.badField(name, "must be a date and time such as 2027-01-31T00:00:00Z");
        }
        return time;
    }
}
