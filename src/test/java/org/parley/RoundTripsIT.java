package org.parley;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.embedded.EmbeddedMongo;
import org.parley.testing.Answer;
import org.parley.testing.Authenticator;
import org.parley.testing.Built;
import org.parley.testing.Client;
import org.parley.testing.CommandProxy;
import org.parley.testing.DatabaseCommand;
import org.parley.testing.Node;
import org.parley.testing.RealMongo;
import org.parley.testing.Script;
import org.parley.testing.ScriptedModel;
import org.parley.testing.ScriptedProvider;

/**
 * Every REST operation sends exactly the listed commands to the database. The second call counts, with a session whose last
 * access is not due to be stored. A call with more commands fails, and so does one with fewer, so that the list stays
 * true. {@code docs/performance.md} has the same table.
 *
 * <p>Left out are {@code hello} in all its spellings, and commands that come by the clock and not by the request (see
 * {@link #isPeriodic}). Entries of the audit log that are written behind count for the request that they are about.
 */
class RoundTripsIT {
    /** {@code {id}} is a new conversation with one message, and {@code {answer}} a running answer in it. */
    private static final String ROWS = """
            operation                              | request                                            | status | commands
            listConversations                      | GET /api/conversations?limit=10                    | 200    | find sessions, find users, find conversations, find conversations, insert audit_logs
            listConversations, summaries           | GET /api/conversations?view=summary                | 200    | find sessions, find users, find conversations, insert audit_logs
            listConversations, with the total      | GET /api/conversations?view=summary&total=true     | 200    | find sessions, find users, find conversations, aggregate conversations, insert audit_logs
            listConversations, filtered            | GET /api/conversations?view=summary&tag=none       | 200    | find sessions, find users, find conversations, find conversations, insert audit_logs
            createConversation                     | POST /api/conversations                            | 201    | find sessions, find users, insert conversations, find conversations, insert audit_logs
            createConversation, Idempotency-Key    | POST /api/conversations                            | 201    | find sessions, find users, insert idempotency_keys, insert conversations, update idempotency_keys, find conversations, insert audit_logs
            deleteAllConversations                 | DELETE /api/conversations                          | 200    | find sessions, find users, find conversations, update conversations, delete answers, insert audit_logs
            countConversations                     | GET /api/conversations/stats/count                 | 200    | find sessions, find users, aggregate conversations, insert audit_logs
            getConversation                        | GET /api/conversations/{id}                        | 200    | find sessions, find users, find conversations, insert audit_logs
            getConversation, summary               | GET /api/conversations/{id}?view=summary           | 200    | find sessions, find users, aggregate conversations, insert audit_logs
            updateConversation, title              | PUT /api/conversations/{id}                        | 200    | find sessions, find users, find conversations, findAndModify conversations, find conversations, insert audit_logs
            updateConversation, messages           | PUT /api/conversations/{id}                        | 200    | find sessions, find users, find conversations, update search_index, findAndModify conversations, find conversations, insert audit_logs
            updateConversation, return=minimal     | PUT /api/conversations/{id}                        | 200    | find sessions, find users, find conversations, findAndModify conversations, aggregate conversations, insert audit_logs
            deleteConversation                     | DELETE /api/conversations/{id}                     | 204    | find sessions, find users, findAndModify conversations, delete answers, insert audit_logs
            listTags                               | GET /api/tags                                      | 200    | find sessions, find users, find conversations, find conversations, find tag_colors, insert audit_logs
            updateTag                              | PUT /api/tags/{name}                               | 200    | find sessions, find users, find conversations, find conversations, find tag_colors, update tag_colors, find conversations, find conversations, find tag_colors, insert audit_logs
            deleteTag                              | DELETE /api/tags/{name}                            | 204    | find sessions, find users, find conversations, find conversations, find tag_colors, find conversations, find conversations, findAndModify conversations, find conversations, update tag_colors, insert audit_logs
            listProjects                           | GET /api/projects                                  | 200    | find sessions, find users, find projects, find conversations, insert audit_logs
            createProject                          | POST /api/projects                                 | 201    | find sessions, find users, find projects, insert projects, insert audit_logs
            updateProject                          | PUT /api/projects/{id}                             | 200    | find sessions, find users, findAndModify projects, find conversations, insert audit_logs
            deleteProject                          | DELETE /api/projects/{id}                          | 204    | find sessions, find users, find projects, find conversations, findAndModify projects, find conversations, insert audit_logs
            changeConversations                    | POST /api/conversations/batch                      | 200    | find sessions, find users, find conversations, findAndModify conversations, insert audit_logs
            listTrash                              | GET /api/trash                                     | 200    | find sessions, find users, aggregate conversations, insert audit_logs
            restoreConversation                    | POST /api/trash/{id}/restore                       | 200    | find sessions, find users, aggregate conversations, findAndModify conversations, aggregate conversations, insert audit_logs
            purgeConversation                      | DELETE /api/trash/{id}                             | 204    | find sessions, find users, aggregate conversations, update conversations, update search_index, delete message_segments, delete idempotency_keys, delete conversations, delete message_segments, insert audit_logs
            emptyTrash                             | DELETE /api/trash                                  | 200    | find sessions, find users, find conversations, update conversations, update search_index, delete message_segments, delete idempotency_keys, delete conversations, delete message_segments, find conversations, insert audit_logs
            listMessages                           | GET /api/conversations/{id}/messages               | 200    | find sessions, find users, aggregate conversations, insert audit_logs
            addMessage                             | POST /api/conversations/{id}/messages              | 200    | find sessions, find users, findAndModify conversations, find conversations, insert audit_logs
            addMessage, return=minimal             | POST /api/conversations/{id}/messages              | 200    | find sessions, find users, findAndModify conversations, insert audit_logs
            addMessage, API token                  | POST /api/conversations/{id}/messages              | 200    | find api_tokens, find users, findAndModify conversations, find conversations, insert audit_logs
            addMessage, Idempotency-Key            | POST /api/conversations/{id}/messages              | 200    | find sessions, find users, insert idempotency_keys, findAndModify conversations, update idempotency_keys, find conversations, insert audit_logs
            readThread                             | GET /api/conversations/{id}/thread                 | 200    | find sessions, find users, aggregate conversations, insert audit_logs
            exportConversation                     | GET /api/conversations/{id}/export                 | 200    | find sessions, find users, find conversations, insert audit_logs
            exportAccount, without conversations   | GET /api/export                                    | 200    | find sessions, find users, find users, find projects, find conversations, insert audit_logs
            search                                 | GET /api/search?q=hello                            | 200    | find sessions, find users, find conversations, find conversations, find conversations, insert audit_logs
            runningInConversation                  | GET /api/conversations/{id}/completions            | 200    | find sessions, find users, find conversations, find answers, insert audit_logs
            complete                               | POST /api/conversations/{id}/completions           | 200    | find sessions, find users, aggregate conversations, find answers, find conversations, aggregate answers, delete answers, insert answers, aggregate conversations, aggregate conversations, update answers, find conversations, findAndModify conversations, find conversations, findAndModify conversations, aggregate conversations, delete answers, insert audit_logs
            stop                                   | DELETE /api/conversations/{id}/completions/{answer} | 204    | find sessions, find users, find conversations, find answers, update answers, find conversations, findAndModify conversations, find conversations, findAndModify conversations, aggregate conversations, delete answers, insert audit_logs
            running                                | GET /api/completions                               | 200    | find sessions, find users, find answers
            completeTemporarily                    | POST /api/completions                              | 200    | find sessions, find users
            models                                 | GET /api/models                                    | 200    | find sessions, find users
            register                               | POST /api/auth/register                            | 201    | find users, find users, find users, insert users, insert audit_logs, find users
            login                                  | POST /api/auth/login                               | 200    | find login_attempts, find login_attempts, find users, find totp, delete login_attempts, update users, insert audit_logs, find users, insert sessions
            logout                                 | POST /api/auth/logout                              | 200    | find sessions, find users, delete sessions, insert audit_logs
            beginProviderLogin                     | GET /api/auth/oidc/login                           | 303    | insert oidc_attempts
            finishProviderLogin                    | GET /api/auth/oidc/callback?{back}                 | 303    | find login_attempts, findAndModify oidc_attempts, find users, find users, update users, insert audit_logs, insert sessions
            backchannelLogout                      | POST /api/auth/oidc/backchannel-logout             | 200    | find oidc_attempts, find users, find sessions, delete sessions, update oidc_attempts, insert audit_logs
            me                                     | GET /api/auth/me                                   | 200    | find sessions, find users, find users
            changeProfile                          | PUT /api/auth/me                                   | 200    | find sessions, find users, find users, find login_attempts, find login_attempts, delete login_attempts, findAndModify users, insert audit_logs
            changePassword                         | PUT /api/auth/me/password                          | 204    | find sessions, find users, find users, find login_attempts, find login_attempts, delete login_attempts, update users, find sessions, insert sessions, delete sessions, insert audit_logs
            activity                               | GET /api/auth/me/activity                          | 200    | find sessions, find users, find audit_logs, find audit_logs, insert audit_logs
            deleteAccount                          | POST /api/auth/me/delete                           | 204    | find sessions, find users, find users, find login_attempts, find login_attempts, delete login_attempts, update users, delete sessions, delete sessions, insert audit_logs
            listSessions                           | GET /api/auth/sessions                             | 200    | find sessions, find users, find sessions, find users, insert audit_logs
            endSession                             | DELETE /api/auth/sessions/{id}                     | 204    | find sessions, find users, find sessions, delete sessions, insert audit_logs
            endOtherSessions                       | DELETE /api/auth/sessions                          | 200    | find sessions, find users, update users, find sessions, insert audit_logs
            preferences                            | GET /api/auth/me/preferences                       | 200    | find sessions, find users
            changePreferences                      | PUT /api/auth/me/preferences                       | 200    | find sessions, find users, find users, findAndModify users
            retention                              | GET /api/auth/me/retention                         | 200    | find sessions, find users, find retention, insert audit_logs
            changeRetention                        | PUT /api/auth/me/retention                         | 200    | find sessions, find users, update retention, insert audit_logs
            previewRetention                       | GET /api/auth/me/retention/preview?archive_after=P90D&trash_after=P365D | 200    | find sessions, find users, aggregate conversations, aggregate conversations, find conversations, insert audit_logs
            listTokens                             | GET /api/auth/tokens                               | 200    | find sessions, find users, find api_tokens, insert audit_logs
            createToken                            | POST /api/auth/tokens                              | 201    | find sessions, find users, find api_tokens, insert api_tokens, insert audit_logs
            revokeToken                            | DELETE /api/auth/tokens/{id}                       | 204    | find sessions, find users, findAndModify api_tokens, insert audit_logs
            beginTotp                              | POST /api/auth/totp                                | 200    | find sessions, find users, find users, find login_attempts, find login_attempts, delete login_attempts, update totp, insert audit_logs
            confirmTotp                            | POST /api/auth/totp/confirm                        | 200    | find sessions, find users, find login_attempts, find totp, update totp, insert audit_logs
            disableTotp                            | POST /api/auth/totp/disable                        | 204    | find sessions, find users, find users, find login_attempts, find login_attempts, delete login_attempts, delete totp, insert audit_logs
            listUsers                              | GET /api/admin/users?limit=10                      | 200    | find sessions, find users, find users, insert audit_logs
            createUser                             | POST /api/admin/users                              | 201    | find sessions, find users, find users, find users, find users, insert users, find users, insert audit_logs
            updateUser                             | PUT /api/admin/users/{id}                          | 200    | find sessions, find users, find users, update users, find users, insert audit_logs
            resetPassword                          | POST /api/admin/users/{id}/password                | 200    | find sessions, find users, find users, update users, delete sessions, insert audit_logs
            endSessionsOfUser                      | DELETE /api/admin/users/{id}/sessions              | 200    | find sessions, find users, find users, update users, delete sessions, insert audit_logs
            auditLog                               | GET /api/admin/audit?limit=10                      | 200    | find sessions, find users, find audit_logs, insert audit_logs
            system                                 | GET /api/admin/system                              | 200    | find sessions, find users, find nodes, insert audit_logs
            health                                 | GET /api/health                                    | 200    | ping
            openapi                                | GET /api/openapi                                   | 200    | none
            """;

    private static final String MESSAGE = "{\"role\": \"user\", \"content\": \"Hello\"}";
    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("createConversation", "{\"title\": \"Named\", \"messages\": [" + MESSAGE + "]}"),
            Map.entry("updateConversation", "{\"title\": \"Renamed\"}"),
            Map.entry("updateConversation, messages", "{\"messages\": [" + MESSAGE + "]}"),
            Map.entry("addMessage", MESSAGE),
            Map.entry("complete", ""),
            Map.entry("completeTemporarily", "{\"messages\": [" + MESSAGE + "]}"),
            Map.entry(
                    "register",
                    "{\"username\": \"{name}\", \"email\": \"{name}@example.org\", \"password\": \"secret of a test\"}"),
            Map.entry("login", "{\"username\": \"{name}\", \"password\": \"secret of a test\"}"),
            Map.entry("logout", ""),
            Map.entry("changePreferences", "{\"language\": \"de\"}"),
            Map.entry("changeProfile", "{\"full_name\": \"Ada\", \"password\": \"" + Node.PASSWORD + "\"}"),
            Map.entry(
                    "changePassword",
                    "{\"current\": \"" + Node.PASSWORD + "\", \"new\": \"" + Node.PASSWORD + " staple\"}"),
            Map.entry("deleteAccount", "{\"password\": \"" + Node.PASSWORD + "\"}"),
            Map.entry("changeRetention", "{\"archive_after\": \"P3650D\"}"),
            Map.entry("createToken", "{\"name\": \"{name}\", \"scopes\": [\"read\"]}"),
            Map.entry("beginTotp", "{\"password\": \"" + Node.PASSWORD + "\"}"),
            Map.entry("confirmTotp", "{\"code\": \"{code}\"}"),
            Map.entry("disableTotp", "{\"password\": \"" + Node.PASSWORD + "\"}"),
            Map.entry(
                    "createUser",
                    "{\"username\": \"{name}\", \"email\": \"{name}@example.org\", \"password\": \"secret of a test\"}"),
            Map.entry("updateUser", "{\"full_name\": \"Bea\"}"),
            Map.entry("updateTag", "{\"color\": \"red\"}"),
            Map.entry("createProject", "{\"name\": \"{name}\"}"),
            Map.entry("updateProject", "{\"color\": \"red\"}"),
            Map.entry("changeConversations", "{\"ids\": [\"{id}\"], \"action\": \"pin\"}"));
    private static final Pattern TABLE_ROW = Pattern.compile("\\| \\w+[^|]* \\| `(GET|PUT|POST|PATCH|DELETE) .*");
    private static final String ENTRY = "insert audit_logs";

    /** Called before and after each operation; see {@link #settle}. */
    private static final String BARRIER = "countConversations";

    private static final String BARRIER_PATH = "/api/conversations/stats/count";

    @TempDir
    private static Path directory;

    private static EmbeddedMongo embedded;
    private static MongoClient direct;
    private static MongoDatabase stored;
    private static CommandProxy proxy;
    private static ScriptedModel model;
    private static ScriptedProvider provider;
    private static Node node;
    private static Client ada;
    private static Client program;
    private static Client admin;

    @BeforeAll
    static void start() {
        String uri = RealMongo.uri().orElseGet(RoundTripsIT::embedded);
        direct = MongoClients.create(uri);
        stored = direct.getDatabase(
                RealMongo.uri().map(any -> RealMongo.newDatabase()).orElse("round_trips"));
        proxy = new CommandProxy(URI.create(uri).getPort());
        model = ScriptedModel.start();
        provider = ScriptedProvider.start();
        node = model.node(provider.settings(
                "PARLEY_OIDC_REGISTRATION=open", "MONGODB_URI=" + proxy.uri(), "MONGODB_DATABASE=" + stored.getName()));
        ada = node.newUser();
        program = node.client().withToken(token("program").getString("token"));
        admin = node.newUser("administrator");
        stored.getCollection("users").updateOne(Filters.eq("username", "administrator"), Updates.set("role", "admin"));
    }

    private static JsonObject token(String name) {
        return ada.post("/api/auth/tokens", "{\"name\": \"" + name + "\", \"scopes\": [\"write\"]}")
                .json();
    }

    private static String embedded() {
        embedded = EmbeddedMongo.open(directory);
        return embedded.uri();
    }

    @AfterAll
    static void stop() {
        node.close();
        model.close();
        provider.close();
        proxy.close();
        direct.close();
        if (embedded != null) {
            embedded.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = ROWS)
    void needsTheseCommands(String operation, String request, int status, String commands) {
        call(operation, request, status); // warms up caches and connections

        List<String> seen = call(operation, request, status);

        assertThat(seen)
                .as("Commands of %s, which were: %s", operation, String.join(", ", seen))
                .containsExactlyInAnyOrderElementsOf(
                        commands.equals("none") ? List.of() : List.of(commands.split(", ")));
    }

    @Test
    void everyOperationOfTheApiHasARow() {
        Set<String> documented = new TreeSet<>();
        JsonObject paths = node.client().get("/api/openapi?format=json").json().getJsonObject("paths");
        for (String path : paths.keySet()) {
            for (String method : paths.getJsonObject(path).keySet()) {
                if (paths.getJsonObject(path).get(method) instanceof JsonObject operation
                        && operation.containsKey("operationId")) {
                    documented.add(
                            operation.getString("operationId") + " " + method.toUpperCase(Locale.ROOT) + " " + path);
                }
            }
        }

        Set<String> listed = rows().map(row -> operationId(row[0]) + " " + row[1].split("\\?")[0])
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).isEqualTo(documented);
    }

    @Test
    void thePageOnPerformanceHasTheSameTable() throws IOException {
        Stream<String> page = Files.readString(Built.top().resolve("docs/performance.md"))
                .lines()
                .filter(line -> TABLE_ROW.matcher(line).matches());

        assertThat(page)
                .containsExactlyElementsOf(rows().map(row -> "| " + row[0] + " | `" + row[1] + "` | " + row[3] + " |")
                        .toList());
    }

    /** Calls an operation and returns the commands it took. */
    private static List<String> call(String operation, String request, int status) {
        try (PreparedRequest prepared = new PreparedRequest(operation, request)) {
            postponeTouch();
            settle();
            int before = proxy.count();
            String mark = "round-trip/" + UUID.randomUUID();

            Answer answer = prepared.send(mark);

            assertThat(answer.status()).as(answer.text()).isEqualTo(status);
            settle();
            return commands(before, mark);
        }
    }

    /**
     * Waits until the commands of all earlier requests have come. Audit entries of reads are written behind, in the order
     * of their requests, so this request's own entry is the last.
     */
    private static void settle() {
        int before = proxy.count();
        String mark = "barrier/" + UUID.randomUUID();
        assertThat(ada.get(BARRIER_PATH, "User-Agent", mark).status()).isEqualTo(200);
        proxy.await(before, command -> isEntryOf(command, mark));
    }

    /** The commands of one request: all that came, less those of the {@link #settle} after it. */
    private static List<String> commands(int before, String mark) {
        List<String> commands = proxy.after(before).stream()
                .filter(command -> !isPeriodic(command))
                .filter(command -> !isEntry(command) || isEntryOf(command, mark))
                .map(DatabaseCommand::toString)
                .collect(Collectors.toCollection(ArrayList::new));
        for (String barrier : row(BARRIER)[3].split(", ")) {
            if (!barrier.equals(ENTRY)) {
                commands.remove(commands.lastIndexOf(barrier));
            }
        }
        return commands;
    }

    private static boolean isEntry(DatabaseCommand command) {
        return command.toString().equals(ENTRY);
    }

    private static boolean isEntryOf(DatabaseCommand command, String agent) {
        return isEntry(command)
                && command.body().getArray("documents").stream()
                        .map(BsonValue::asDocument)
                        .anyMatch(entry -> entry.getString("user_agent", new BsonString(""))
                                .getValue()
                                .equals(agent));
    }

    /**
     * Whether it is the search for answers whose node died, the heartbeat of a running answer, the search for accounts that
     * are to be deleted, the sign of life of the node, or what looks after search indexes in the background and asks once who
     * was there last; of {@code search_index} requests send only the note that something goes.
     */
    private static boolean isPeriodic(DatabaseCommand command) {
        BsonDocument body = command.body();
        return switch (command.toString()) {
            case "find answers" -> body.getDocument("filter").toJson().contains("\"beat_at\": {\"$lt\"");
            case "findAndModify answers" -> {
                BsonDocument update = body.getDocument("update");
                yield update.containsKey("$currentDate")
                        && !update.getDocument("$set", new BsonDocument()).containsKey("state");
            }
            case "find search_index", "findAndModify search_index" -> true;
            case "find sessions" -> body.containsKey("sort") && body.containsKey("limit");
            case "findAndModify users" -> body.getDocument("query").toString().contains("deleting_at");
            case "update search_index" -> !body.toString().contains("$min");
            case "find conversations" ->
                body.containsKey("sort")
                                && !body.containsKey("limit")
                                && !body.getDocument("filter").toString().contains("$or")
                        || body.containsKey("limit")
                                && body.getDocument("filter").keySet().equals(Set.of("user_id"))
                                && body.getDocument("projection", new BsonDocument())
                                        .keySet()
                                        .equals(Set.of("_id"));
            case "update nodes", "delete nodes" -> true;
            default -> command.toString().endsWith(" search_files");
        };
    }

    /** Sessions and tokens store their last use once a minute, but not if the stored time is in the future. */
    private static void postponeTouch() {
        Date later = Date.from(Instant.now().plus(Duration.ofMinutes(30)));
        stored.getCollection("sessions").updateMany(new Document(), Updates.set("last_accessed_at", later));
        stored.getCollection("api_tokens").updateMany(new Document(), Updates.set("last_used_at", later));
    }

    private static Stream<String[]> rows() {
        return ROWS.lines().skip(1).map(line -> line.strip().split(" *\\| *"));
    }

    private static String[] row(String operation) {
        return rows().filter(row -> row[0].equals(operation)).findFirst().orElseThrow();
    }

    private static String operationId(String operation) {
        return operation.split(",")[0];
    }

    /** A request for which all that it needs has been created. */
    private static final class PreparedRequest implements AutoCloseable {
        private final String[] request;
        private final String body;
        private final String type;
        private final List<String> headers = new ArrayList<>();
        private final Client client;
        private final Optional<String> leaves;
        private CompletableFuture<Answer> running = CompletableFuture.completedFuture(null);

        PreparedRequest(String operation, String request) {
            String operationId = operationId(operation);
            String name = "u" + UUID.randomUUID().toString().replace("-", "");
            if (operationId.equals("login")) {
                node.client().post("/api/auth/register", person("register", name, ""));
            }
            client = switch (operationId) {
                case "logout",
                        "changePassword",
                        "deleteAccount",
                        "endSession",
                        "endOtherSessions",
                        "exportAccount",
                        "beginTotp",
                        "confirmTotp",
                        "disableTotp" -> node.newUser();
                case "register",
                        "login",
                        "beginProviderLogin",
                        "finishProviderLogin",
                        "backchannelLogout",
                        "health",
                        "openapi" -> node.client();
                case "listUsers",
                        "createUser",
                        "updateUser",
                        "resetPassword",
                        "endSessionsOfUser",
                        "auditLog",
                        "system" -> admin;
                default -> operation.endsWith("API token") ? program : ada;
            };
            if (operation.endsWith("Idempotency-Key")) {
                headers.addAll(List.of("Idempotency-Key", name));
            } else if (operation.endsWith("return=minimal")) {
                headers.addAll(List.of("Prefer", "return=minimal"));
            }
            String id = ada.post("/api/conversations", BODIES.get("createConversation"))
                    .json()
                    .getString("id");
            String subject =
                    switch (operationId) {
                        case "listProjects", "updateProject", "deleteProject" -> project(name);
                        case "updateUser", "resetPassword", "endSessionsOfUser" -> userId(node.newUser());
                        case "revokeToken" -> token(name).getString("id");
                        case "endSession" -> anotherSession();
                        default -> id;
                    };
            leaves = operationId.equals("deleteAccount") ? Optional.of(userId(client)) : Optional.empty();
            prepare(operationId, id, name);
            String written = person(operation, name, id);
            body = switch (operationId) {
                case "confirmTotp" -> written.replace("{code}", code());
                case "backchannelLogout" -> "logout_token=" + logoutToken();
                default -> written;
            };
            type = operationId.equals("backchannelLogout") ? "application/x-www-form-urlencoded" : "application/json";
            this.request = request.replace("{id}", subject)
                    .replace("{name}", name)
                    .replace("{back}", request.contains("{back}") ? back(client) : "")
                    .replace("{answer}", request.contains("{answer}") ? begunIn(id) : "")
                    .split(" ");
        }

        Answer send(String agent) {
            headers.addAll(List.of("User-Agent", agent));
            return client.send(
                    request[0], request[1], body == null ? null : type, body, headers.toArray(String[]::new));
        }

        /** Waits for the end of the running answer; an account that is being deleted leaves nothing to do in the background. */
        @Override
        public void close() {
            running.join();
            leaves.ifPresent(user -> stored.getCollection("users").deleteOne(new Document("_id", new ObjectId(user))));
        }

        /** What the OpenID provider sends a browser back with that begins a login. */
        private static String back(Client client) {
            provider.person(Map.of("sub", "ada", "preferred_username", "ada"));
            String address =
                    client.get("/api/auth/oidc/login").header("Location").orElseThrow();
            return URI.create(provider.authorize(address)).getRawQuery();
        }

        /** The logout of a session that has just begun at the OpenID provider. */
        private static String logoutToken() {
            Client browser = node.client();
            assertThat(browser.get("/api/auth/oidc/callback?" + back(browser)).status())
                    .isEqualTo(303);
            Document session = stored.getCollection("sessions")
                    .find(Filters.eq("user_id", userId(browser)))
                    .sort(new Document("created_at", -1))
                    .first();
            return provider.logoutToken(
                    "ada", session.get("attributes", Document.class).getString("oidc_sid"));
        }

        private static String userId(Client client) {
            return client.get("/api/auth/me").json().getString("id");
        }

        /** Signs the client's user in once more, and returns the id of that session. */
        private String anotherSession() {
            Document session = stored.getCollection("sessions")
                    .find(Filters.eq("user_id", userId(client)))
                    .first();
            stored.getCollection("sessions")
                    .insertOne(new Document(session)
                            .append("_id", UUID.randomUUID().toString()));
            return client.get("/api/auth/sessions").array().getValuesAs(JsonObject.class).stream()
                    .filter(one -> !one.getBoolean("current"))
                    .findFirst()
                    .orElseThrow()
                    .getString("id");
        }

        /** The code of a second factor that the client has begun to set up. */
        private String code() {
            String secret = client.post("/api/auth/totp", BODIES.get("beginTotp"))
                    .json()
                    .getString("secret");
            return Authenticator.of(secret).code();
        }

        private static String project(String name) {
            return ada.post("/api/projects", "{\"name\": \"p" + name + "\"}")
                    .json()
                    .getString("id");
        }

        /** The trash holds one conversation, or one conversation has the tag of this name. */
        private static void prepare(String operationId, String id, String name) {
            switch (operationId) {
                case "updateTag", "deleteTag" -> ada.put("/api/conversations/" + id, "{\"tags\": [\"" + name + "\"]}");
                case "restoreConversation", "purgeConversation" -> ada.delete("/api/conversations/" + id);
                case "emptyTrash" -> {
                    ada.delete("/api/trash");
                    ada.delete("/api/conversations/" + id);
                }
                default -> {
                    return;
                }
            }
        }

        private static String person(String operation, String name, String id) {
            String body = BODIES.getOrDefault(operation, BODIES.get(operationId(operation)));
            return body == null ? null : body.replace("{name}", name).replace("{id}", id);
        }

        private static boolean keepsText(DatabaseCommand command) {
            return command.toString().equals("findAndModify answers")
                    && command.body()
                            .getDocument("update", new BsonDocument())
                            .getDocument("$set", new BsonDocument())
                            .containsKey("text");
        }

        private String begunIn(String conversation) {
            model.next(Script.tokens("one ").stall());
            int before = proxy.count();
            Client other = ada.copy();
            running = CompletableFuture.supplyAsync(
                    () -> other.post("/api/conversations/" + conversation + "/completions", ""));
            proxy.await(before, PreparedRequest::keepsText); // the first token has arrived
            return stored.getCollection("answers")
                    .find(Filters.eq("conversation_id", conversation))
                    .first()
                    .getString("_id");
        }
    }
}
