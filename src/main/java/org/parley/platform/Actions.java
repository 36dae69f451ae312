package org.parley.platform;

import java.util.Optional;

/** Names the operation that a method on a REST path is, for requests that may never reach their resource. */
final class Actions {
    private static final String CONVERSATIONS = "/conversations";

    private Actions() {}

    /**
     * The action of a request, also when it will be refused.
     *
     * @param resource the path without {@code /api}
     * @return empty for what is not audited: {@code /auth/me} and the preferences below it, health, unknown paths and CORS preflights
     */
    static Optional<String> of(String method, String resource) {
        if ("OPTIONS".equals(method)) {
            return Optional.empty();
        }
        String path = resource.endsWith("/") ? resource.substring(0, resource.length() - 1) : resource;
        return switch (path) {
            case "/auth/login" -> Optional.of("auth.login");
            case "/auth/logout" -> Optional.of("auth.logout");
            case "/auth/register" -> Optional.of("auth.register");
            case CONVERSATIONS -> Optional.of(onCollection(method));
            case CONVERSATIONS + "/stats/count" -> Optional.of("conversations.count");
            default -> path.startsWith(CONVERSATIONS + "/") ? Optional.of(onItem(method, path)) : Optional.empty();
        };
    }

    private static String onCollection(String method) {
        return switch (method) {
            case "GET", "HEAD" -> "conversations.list";
            case "DELETE" -> "conversations.delete_all";
            case "POST" -> "conversations.create";
            default -> "conversations.update";
        };
    }

    private static String onItem(String method, String path) {
        boolean read = "GET".equals(method) || "HEAD".equals(method);
        if (path.endsWith("/messages")) {
            return read ? "conversations.messages" : "conversations.add_message";
        }
        if (read && path.endsWith("/thread")) {
            return "conversations.messages";
        }
        if (path.contains("/completions")) {
            return read ? "conversations.messages" : "conversations.add_message";
        }
        if (read) {
            return "conversations.get";
        }
        return "DELETE".equals(method) ? "conversations.delete" : "conversations.update";
    }
}
