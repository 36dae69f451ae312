package org.parley.search;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.parley.message.Role;

/** Collects the operators of a query. Of several days the narrowest count, of several roles the last. */
final class FilterReader {
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private static final int MOST_NAMES = 32;

    private final List<String> tags = new ArrayList<>();
    private final List<String> projects = new ArrayList<>();
    private boolean inTitle;
    private Optional<Role> role = Optional.empty();
    private Optional<Instant> after = Optional.empty();
    private Optional<Instant> before = Optional.empty();
    private boolean pinned;
    private boolean archived;
    private boolean shared;

    /**
     * Takes an operator.
     *
     * @param name what stands before the colon, in any case
     * @param value what stands behind it, without quotes
     * @return false if there is no such operator, or its value is none it can have
     */
    boolean accept(String name, String value) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "tag" -> name(tags, value);
            case "project" -> name(projects, value);
            case "in" -> in(value);
            case "role" -> role(value);
            case "after" -> after(value);
            case "before" -> before(value);
            case "is" -> is(value);
            default -> false;
        };
    }

    SearchFilter filter() {
        return new SearchFilter(tags, projects, inTitle, role, after, before, pinned, archived, shared);
    }

    private static boolean name(List<String> names, String value) {
        String name = value.strip();
        if (name.isEmpty()) {
            return false;
        }
        if (names.size() < MOST_NAMES && !names.contains(name)) {
            names.add(name);
        }
        return true;
    }

    private boolean in(String value) {
        boolean title = value.equalsIgnoreCase("title");
        inTitle |= title;
        return title;
    }

    private boolean role(String value) {
        Optional<Role> named = Role.of(value.toLowerCase(Locale.ROOT));
        role = named.or(() -> role);
        return named.isPresent();
    }

    private boolean after(String value) {
        Optional<Instant> day = day(value);
        if (day.isPresent() && (after.isEmpty() || day.get().isAfter(after.get()))) {
            after = day;
        }
        return day.isPresent();
    }

    private boolean before(String value) {
        Optional<Instant> day = day(value);
        if (day.isPresent() && (before.isEmpty() || day.get().isBefore(before.get()))) {
            before = day;
        }
        return day.isPresent();
    }

    private boolean is(String value) {
        switch (value.toLowerCase(Locale.ROOT)) {
            case "pinned" -> pinned = true;
            case "archived" -> archived = true;
            case "shared" -> shared = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The beginning of a day in UTC; a day that the calendar does not have is none. */
    private static Optional<Instant> day(String value) {
        if (!DAY.matcher(value).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeParseException noSuchDay) {
            return Optional.empty();
        }
    }
}
