package org.parley.platform;

import java.util.List;
import java.util.Optional;

/** Names the audited action of a method on a REST path, also for requests that never reach their resource. */
final class Actions {
    private static final String CONVERSATIONS = "/conversations";

    private Actions() {}

    /**
     * Returns the action of a request, refused ones included.
     *
     * @param resource the path without {@code /api}
     * @return empty for what is not audited: reading {@code /auth/me}, the preferences below it, health, unknown paths and
     *     CORS preflights
     */
    static Optional<String> of(String method, String resource) {
        if ("OPTIONS".equals(method)) {
            return Optional.empty();
        }
        String path = resource.endsWith("/") ? resource.substring(0, resource.length() - 1) : resource;
        return switch (path) {
            case "/auth/login", "/auth/oidc/callback" -> Optional.of("auth.login");
            case "/auth/logout", "/auth/oidc/backchannel-logout" -> Optional.of("auth.logout");
            case "/auth/register" -> Optional.of("auth.register");
            case "/auth/me" -> "PUT".equals(method) ? Optional.of("auth.profile") : Optional.empty();
            case "/auth/me/password" -> Optional.of("auth.password");
            case "/auth/me/delete" -> Optional.of("account.delete");
            case "/auth/me/activity" -> Optional.of("auth.activity");
            case "/auth/sessions" -> Optional.of("DELETE".equals(method) ? "sessions.end" : "sessions.list");
            case "/auth/me/retention", "/auth/me/retention/preview" ->
                Optional.of("retention." + ("PUT".equals(method) ? "update" : "read"));
            case CONVERSATIONS -> Optional.of(onCollection(method));
            case "/export" -> Optional.of("account.export");
            case "/search" -> Optional.of("search");
            case "/admin/audit" -> Optional.of("admin.audit");
            case "/admin/system" -> Optional.of("admin.system");
            case CONVERSATIONS + "/batch" -> Optional.of("conversations.update");
            case CONVERSATIONS + "/stats/count" -> Optional.of("conversations.count");
            default -> onOther(method, path);
        };
    }

    private static Optional<String> onOther(String method, String path) {
        if (path.startsWith(CONVERSATIONS + "/")) {
            return Optional.of(onItem(method, path));
        }
        if (path.startsWith("/auth/sessions/")) {
            return Optional.of("sessions.end");
        }
        if (path.equals("/admin/users") || path.startsWith("/admin/users/")) {
            return Optional.of("admin.users." + onUsers(method, path));
        }
        if (path.equals("/trash") || path.startsWith("/trash/")) {
            return Optional.of(onTrash(method));
        }
        if (path.equals("/auth/totp") || path.startsWith("/auth/totp/")) {
            return Optional.of("auth.totp");
        }
        if (path.equals("/auth/tokens") || path.startsWith("/auth/tokens/")) {
            return Optional.of("tokens." + verb(method));
        }
        for (String collection : List.of("tags", "projects")) {
            if (path.equals("/" + collection) || path.startsWith("/" + collection + "/")) {
                return Optional.of(collection + "." + verb(method));
            }
        }
        return Optional.empty();
    }

    private static String onUsers(String method, String path) {
        if (path.endsWith("/password")) {
            return "password";
        }
        return path.endsWith("/sessions") ? "sessions" : verb(method);
    }

    private static String onTrash(String method) {
        return switch (method) {
            case "GET", "HEAD" -> "trash.list";
            case "DELETE" -> "conversations.purge";
            default -> "conversations.restore";
        };
    }

    private static String verb(String method) {
        return switch (method) {
            case "GET", "HEAD" -> "list";
            case "POST" -> "create";
            case "DELETE" -> "delete";
            default -> "update";
        };
    }

    /**
     * What an action is about: {@code user}, {@code tag}, {@code project}, {@code token}, {@code audit}, {@code system} or
     * {@code conversation}.
     */
    static String resourceType(String action) {
        String[] parts = action.split("\\.");
        return switch (parts[0]) {
            case "auth", "retention", "sessions", "account" -> "user";
            case "admin" -> parts[1].equals("users") ? "user" : parts[1];
            case "tags" -> "tag";
            case "projects" -> "project";
            case "tokens" -> "token";
            default -> "conversation";
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
        if (read && path.endsWith("/export")) {
            return "conversations.export";
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
