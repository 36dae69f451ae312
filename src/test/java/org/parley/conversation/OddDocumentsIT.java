package org.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.parley.bson.StoredTime;
import org.parley.testing.Answer;
import org.parley.testing.AtOnce;
import org.parley.testing.Client;
import org.parley.testing.Node;
import org.parley.testing.OddValues;

/**
 * Issue 15: no value of any type, in any field of a conversation or of a segment, makes a request fail, hides another
 * conversation, or is lost. A change that cannot be made without losing it is refused with 409, and nothing is changed.
 */
class OddDocumentsIT {
    private static final List<String> TOP = List.of(
            "user_id",
            "title",
            "messages",
            "status",
            "metadata",
            "tags",
            "project_id",
            "pinned",
            "list_keys",
            "created_at",
            "updated_at",
            "message_count",
            "segment_count",
            "first_segment",
            "tail_first_seq",
            "tail_bytes",
            "branches",
            "preview",
            "revision",
            "import",
            "kept");

    private static final List<String> NESTED = List.of(
            "messages.1",
            "messages.1.role",
            "messages.1.content",
            "messages.1.timestamp",
            "messages.1.id",
            "messages.1.model",
            "messages.1.metrics",
            "messages.1.metrics.totalTime",
            "messages.1.parent",
            "messages.1.finish_reason",
            "messages.1.reasoning",
            "messages.1.reasoning_time",
            "messages.1.tool_calls",
            "messages.1.attachments",
            "messages.1.import",
            "metadata.total_time",
            "metadata.response_count",
            "metadata.thinkingTimes",
            "metadata.totalThinkingTime",
            "metadata.responseCount",
            "metadata.model",
            "metadata.systemPrompt",
            "metadata.branch",
            "metadata.branch.head",
            "metadata.autoTitle",
            "preview.text",
            "preview.at",
            "branches.0",
            "branches.0.seq",
            "branches.0.parent",
            "import.count",
            "import.source_id");

    private static final Set<String> COUNTERS =
            Set.of("message_count", "segment_count", "first_segment", "tail_first_seq", "tail_bytes", "revision");

    private static final List<Change> FIRST_CHANGES = List.of(Change.APPEND, Change.HEADER, Change.BRANCH);

    private static final List<Change> OTHER_CHANGES = List.of(
            Change.HEADER, Change.MESSAGES, Change.APPEND, Change.ANSWER, Change.TITLE, Change.BRANCH, Change.HEADER);

    private static final String MESSAGE = """
            {"role": "user", "content": "new", "metrics": {"totalTime": 2, "totalTokens": 10}}""";

    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    /** Fewer than the answers that one user may have at once. */
    private static final int AT_ONCE = 4;

    private final Node node = Node.shared();
    private final Client client = node.newUser();
    private final String user = client.get("/api/auth/me").json().getString("id");
    private final MongoCollection<BsonDocument> conversations = collection("conversations");
    private final MongoCollection<BsonDocument> segments = collection("message_segments");
    private final Map<String, BsonValue> values = OddValues.heldBy(node.database());
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final Map<String, String> names = new HashMap<>();

    /** What is done to a conversation. */
    private enum Change {
        APPEND {
            @Override
            Answer made(Client client, String path) {
                return client.post(path + "/messages", MESSAGE);
            }
        },
        BRANCH {
            @Override
            Answer made(Client client, String path) {
                return client.post(path + "/messages", "{\"role\": \"user\", \"content\": \"new\", \"parent\": 0}");
            }
        },
        HEADER {
            @Override
            Answer made(Client client, String path) {
                return client.put(path, "{\"title\": \"new\", \"status\": \"archived\", \"metadata\": {\"a\": 1}}");
            }
        },
        TITLE {
            @Override
            Answer made(Client client, String path) {
                return client.put(path, "{\"title\": \"new\"}");
            }
        },
        MESSAGES {
            @Override
            Answer made(Client client, String path) {
                return client.put(path, "{\"messages\": [" + MESSAGE + "]}");
            }
        },
        ANSWER {
            @Override
            Answer made(Client client, String path) {
                client.post(path + "/messages", MESSAGE);
                return client.post(path + "/completions", "");
            }
        };

        abstract Answer made(Client client, String path);
    }

    /** A conversation with one odd value, and what will be done to it. */
    private record Odd(ObjectId id, String name, String field, BsonValue value, BsonDocument document, Change change) {
        String path() {
            return "/api/conversations/" + id.toHexString();
        }
    }

    @Test
    void anyValueInAnyFieldOfAConversationIsReadListedChangedAndDeleted() {
        List<Odd> odd = new ArrayList<>();
        for (String field : TOP) {
            values.forEach((name, value) -> {
                odd.add(odd(own(), "own", field, name, value, Change.APPEND));
                odd.add(odd(own(), "own", field, name, value, in(OTHER_CHANGES, odd.size())));
                odd.add(odd(older(), "older", field, name, value, in(FIRST_CHANGES, odd.size())));
            });
        }
        for (String field : NESTED) {
            values.forEach((name, value) -> {
                boolean own = odd.size() % 2 == 0;
                odd.add(
                        own
                                ? odd(own(), "own", field, name, value, in(OTHER_CHANGES, odd.size() / 2))
                                : odd(older(), "older", field, name, value, in(FIRST_CHANGES, odd.size() / 2)));
            });
        }
        odd.forEach(one -> names.put(one.id().toHexString(), one.name()));
        conversations.insertMany(odd.stream().map(Odd::document).toList());
        Set<String> mine = new HashSet<>();
        odd.stream()
                .filter(one -> !one.field().equals("user_id"))
                .forEach(one -> mine.add(one.id().toHexString()));

        assertThat(listed("summary")).isEqualTo(mine);
        assertThat(listed("full")).isEqualTo(mine);
        assertThat(client.get("/api/conversations/stats/count?status=all")
                        .json()
                        .getInt("count"))
                .isEqualTo(mine.size());
        assertThat(client.get("/basic.xhtml").status()).isEqualTo(200);
        AtOnce.each(AT_ONCE, IntStream.range(0, odd.size()).boxed().toList(), i -> readAndChange(odd.get(i), i));
        assertThat(listed("summary")).isEqualTo(mine);
        int single = 0;
        for (Odd one : odd.subList(0, values.size() * 6)) {
            single += client.delete(one.path()).status() == 204 ? 1 : 0;
        }
        assertThat(client.delete("/api/conversations").json().getInt("deleted_count") + single)
                .isEqualTo(mine.size());
        assertThat(failures).isEmpty();
    }

    @Test
    void anyValueInAnyFieldOfASegmentLeavesTheOtherMessagesReadable() {
        int[] number = {0};
        for (String field : List.of(
                "user_id",
                "first_seq",
                "messages",
                "messages.1",
                "messages.1.role",
                "messages.1.content",
                "messages.1.id")) {
            values.forEach((name, value) -> {
                ObjectId id = new ObjectId();
                conversations.insertOne(withSegments(id));
                segments.insertOne(segment(id, 0));
                segments.insertOne(OddValues.with(segment(id, 1), field, value));
                String path = "/api/conversations/" + id.toHexString();
                String what = field + " " + name;
                String read = path + (number[0]++ % 2 == 0 ? "/messages?before=4" : "/thread?limit=7");
                check(client.get(read).status() == 200, what, "is not read at " + read);
                List<String> contents = contents(client.get(path).json());
                check(contents.containsAll(List.of("m0", "m2", "m7")), what, "hides other messages: " + contents);
                check(
                        client.post(path + "/messages", MESSAGE, "Prefer", "return=minimal")
                                        .status()
                                == 200,
                        what,
                        "takes no message");
            });
        }
        assertThat(failures).isEmpty();
    }

    private void readAndChange(Odd odd, int number) {
        Client program = client.copy();
        boolean hidden = odd.field().equals("user_id");
        String read =
                switch (number % 7) {
                    case 0 -> odd.path() + "/thread?render=html";
                    case 1 -> odd.path() + "/messages";
                    case 2 -> odd.path() + "?view=summary";
                    case 3 -> odd.path();
                    case 4 -> odd.path() + "/export?format=" + (number % 4 == 0 ? "json" : "html");
                    case 5 -> odd.path() + "/export?format=markdown";
                    default -> number % 28 == 6 ? "/basic.xhtml?c=" + odd.id().toHexString() : odd.path() + "/thread";
                };
        if (number % 2 == 0) {
            Answer answer = program.get(read);
            check(answer.status() == (hidden ? 404 : 200), odd.name(), "gets " + answer.status() + " at " + read);
        }
        BsonDocument before = stored(odd);
        check(isIntact(odd, before), odd.name(), "is changed by a read: " + before);

        Answer changed = odd.change().made(program, odd.path());
        BsonDocument after = stored(odd);
        boolean noSuchParent = odd.change() == Change.BRANCH
                && changed.status() == 400
                && (odd.field().equals("messages") || odd.field().equals("message_count"));
        if (noSuchParent) {
            check(after.equals(before) || odd.name().startsWith("older"), odd.name(), "is changed and refused");
        } else if (hidden) {
            check(changed.status() == 404 && after.equals(before), odd.name(), "is changed: " + changed);
        } else if (changed.status() == 409) {
            check(
                    changed.text().contains("database") || changed.text().contains("nothing to answer"),
                    odd.name(),
                    "is refused: " + changed);
            check(odd.change() == Change.ANSWER || after.equals(before), odd.name(), "is changed and refused");
        } else if (changed.status() != 200) {
            check(false, odd.name(), "gets " + changed.status() + ": " + changed.text());
        } else {
            checkNothingIsLost(odd, after);
        }
    }

    /** A list stores previews, and turns what means a date into one. */
    private static boolean isIntact(Odd odd, BsonDocument now) {
        if (odd.field().startsWith("preview") || odd.field().equals("segment_count")) {
            return true;
        }
        BsonDocument expected = odd.document().clone();
        BsonDocument found = now.clone();
        if (odd.field().equals("updated_at") || odd.field().equals("created_at")) {
            equateDates(found, expected);
        }
        return found.equals(expected);
    }

    private static void equateDates(BsonDocument found, BsonDocument expected) {
        found.remove("preview");
        expected.remove("preview");
        for (String field : List.of("updated_at", "created_at")) {
            if (StoredTime.of(expected.get(field)).isPresent()
                    && StoredTime.of(expected.get(field)).equals(StoredTime.of(found.get(field)))) {
                expected.put(field, found.get(field));
            }
        }
    }

    private void checkNothingIsLost(Odd odd, BsonDocument after) {
        BsonValue now = OddValues.at(after, odd.field());
        boolean replacesMessages = odd.change() == Change.MESSAGES
                && (odd.field().startsWith("messages.")
                        || odd.field().startsWith("branches")
                        || odd.field().startsWith("metadata.branch")
                        || odd.value() instanceof BsonArray);
        boolean kept = odd.value() == OddValues.MISSING
                || odd.value().isNull()
                || odd.value().getBsonType() == BsonType.UNDEFINED
                || odd.value().equals(now)
                || displaced(odd, after).equals(Optional.of(odd.value()))
                || replacesMessages
                || isOfCounters(odd)
                || isSameTime(odd, now)
                || isSaid(odd, now)
                || isWhatWasAskedFor(odd);
        check(kept, odd.name(), "is lost: " + after);
        check(
                odd.field().equals("kept") || after.get("kept").equals(new BsonString("by another program")),
                odd.name(),
                "loses another field: " + after);
        if (odd.change() != Change.MESSAGES && !odd.field().startsWith("messages")) {
            List<String> said = after.getArray("messages").stream()
                    .map(message -> message.asDocument().getString("content").getValue())
                    .toList();
            check(said.subList(0, 3).equals(List.of("m0", "m1", "m2")), odd.name(), "loses messages: " + said);
        }
    }

    /** What stood where a counter had to be stands under another name. */
    private static Optional<BsonValue> displaced(Odd odd, BsonDocument after) {
        int dot = odd.field().lastIndexOf('.') + 1;
        String name = odd.field().substring(0, dot) + "original_" + odd.field().substring(dot);
        boolean branch = odd.field().startsWith("branches.");
        return Optional.ofNullable(OddValues.at(after, branch ? "original_" + odd.field() : name));
    }

    /** A number where a counter belongs is replaced, and so are a preview and the time of the last change. */
    private static boolean isOfCounters(Odd odd) {
        return (COUNTERS.contains(odd.field()) || odd.field().startsWith("branches.0."))
                        && odd.value().isNumber()
                || odd.field().equals("updated_at")
                || odd.field().startsWith("preview") && odd.name().startsWith("own")
                || odd.field().startsWith("preview.")
                || odd.field().equals("preview") && odd.value().equals(new BsonDocument())
                || Set.of("metadata.total_time", "metadata.response_count").contains(odd.field())
                        && odd.value().isNumber()
                || odd.field().matches("metadata\\.(thinkingTimes|totalThinkingTime|responseCount)")
                        && odd.change() == Change.ANSWER;
    }

    private static boolean isSameTime(Odd odd, BsonValue now) {
        return now instanceof BsonDateTime
                && StoredTime.of(odd.value()).equals(StoredTime.of(now))
                && (odd.field().equals("created_at") || odd.field().endsWith(".timestamp"));
    }

    /** A message's id becomes a text, and an element that is no message the content of one. */
    private static boolean isSaid(Odd odd, BsonValue now) {
        return odd.field().equals("messages.1.id") && now instanceof BsonString
                || odd.field().equals("messages.1")
                        && now instanceof BsonDocument message
                        && (odd.value().equals(message.get("content"))
                                || odd.value() instanceof BsonDocument given
                                        && message.entrySet().containsAll(given.entrySet()))
                || odd.value() instanceof BsonArray old
                        && now instanceof BsonArray messages
                        && !old.isEmpty()
                        && odd.field().equals("messages")
                        && messages.size() > old.size();
    }

    private static boolean isWhatWasAskedFor(Odd odd) {
        return switch (odd.change()) {
            case TITLE -> odd.field().equals("title");
            case HEADER ->
                Set.of("title", "status").contains(odd.field())
                        || odd.value() instanceof BsonDocument && odd.field().equals("metadata");
            default ->
                // an empty list of branches and of messages gets its first element
                odd.value().equals(new BsonArray())
                                && Set.of("branches", "messages").contains(odd.field())
                        || odd.value().equals(new BsonDocument())
                                && Set.of("metadata").contains(odd.field())
                        || odd.value() instanceof BsonDocument && odd.field().equals("metadata")
                        || odd.value() instanceof BsonArray && odd.field().equals("branches");
        };
    }

    private static Change in(List<Change> changes, int number) {
        return changes.get(number % changes.size());
    }

    private Odd odd(BsonDocument base, String kind, String field, String name, BsonValue value, Change change) {
        ObjectId id = new ObjectId();
        BsonDocument document = OddValues.with(base.append("_id", new BsonObjectId(id)), field, value);
        return new Odd(id, kind + " " + change + ": " + field + " " + name, field, value, document, change);
    }

    /** A conversation as an older program stores it. */
    private BsonDocument older() {
        return new BsonDocument("_id", BsonNull.VALUE)
                .append("user_id", new BsonString(user))
                .append("title", new BsonString("older"))
                .append(
                        "messages",
                        new BsonArray(IntStream.range(0, 3)
                                .mapToObj(i ->
                                        message(i).append("metrics", new BsonDocument("totalTime", new BsonInt32(1))))
                                .toList()))
                .append("status", new BsonString("active"))
                .append("metadata", metadata())
                .append("created_at", new BsonDateTime(1_705_314_600_000L))
                .append("updated_at", new BsonDateTime(1_705_314_600_000L))
                .append("kept", new BsonString("by another program"))
                .append("import", new BsonDocument("count", new BsonInt32(3)).append("source_id", new BsonString("s")))
                .append(
                        "preview",
                        new BsonDocument("text", new BsonString("m2"))
                                .append("at", new BsonDateTime(1_705_314_600_000L)))
                .append(
                        "branches",
                        new BsonArray(
                                List.of(new BsonDocument("seq", new BsonInt32(2)).append("parent", new BsonInt32(0)))));
    }

    /** A conversation as Parley stores it. */
    private BsonDocument own() {
        BsonArray messages = new BsonArray();
        for (BsonValue message : older().getArray("messages")) {
            messages.add(message.asDocument().append("id", new BsonString(new ObjectId().toHexString())));
        }
        return older().append("messages", messages)
                .append("message_count", new BsonInt32(3))
                .append("segment_count", new BsonInt32(0))
                .append("tail_first_seq", new BsonInt32(0))
                .append("tail_bytes", new BsonInt32(300))
                .append("revision", new BsonInt64(4));
    }

    /** A conversation of Parley's with two segments of three messages. */
    private BsonDocument withSegments(ObjectId id) {
        return own().append("_id", new BsonObjectId(id))
                .append("messages", new BsonArray(List.of(withId(6), withId(7))))
                .append("message_count", new BsonInt32(8))
                .append("segment_count", new BsonInt32(2))
                .append("tail_first_seq", new BsonInt32(6))
                .append("branches", new BsonArray());
    }

    private BsonDocument segment(ObjectId id, int number) {
        return new BsonDocument(
                        "_id",
                        new BsonDocument("conversation_id", new BsonObjectId(id))
                                .append("segment", new BsonInt32(number)))
                .append("user_id", new BsonString(user))
                .append("first_seq", new BsonInt32(3 * number))
                .append(
                        "messages",
                        new BsonArray(IntStream.range(3 * number, 3 * number + 3)
                                .mapToObj(OddDocumentsIT::withId)
                                .toList()));
    }

    private static BsonDocument metadata() {
        return new BsonDocument("total_time", new BsonDouble(1.5))
                .append("response_count", new BsonInt32(1))
                .append("branch", new BsonDocument("head", new BsonInt32(1)).append("of", new BsonInt32(3)))
                .append("theirs", new BsonString("kept"));
    }

    private static BsonDocument withId(int seq) {
        return message(seq).append("id", new BsonString(new ObjectId().toHexString()));
    }

    private static BsonDocument message(int seq) {
        return new BsonDocument("role", new BsonString(seq % 2 == 0 ? "user" : "assistant"))
                .append("content", new BsonString("m" + seq))
                .append("timestamp", new BsonDateTime(1_705_314_600_000L + seq));
    }

    private BsonDocument stored(Odd odd) {
        return conversations.find(Filters.eq("_id", odd.id())).first();
    }

    private Set<String> listed(String view) {
        Set<String> ids = new HashSet<>();
        Optional<String> next = Optional.of("/api/conversations?status=all&limit=100&view=" + view);
        while (next.isPresent()) {
            Answer page = client.get(next.get());
            page.array()
                    .getValuesAs(JsonObject.class)
                    .forEach(one -> check(
                            ids.add(one.getString("id")),
                            names.getOrDefault(one.getString("id"), one.getString("id")),
                            "is listed twice"));
            next = page.header("Link").map(NEXT::matcher).filter(Matcher::find).map(found -> found.group(1));
        }
        return ids;
    }

    private static List<String> contents(JsonObject conversation) {
        return conversation.getJsonArray("messages").getValuesAs(JsonObject.class).stream()
                .map(message -> ((JsonString) message.get("content")).getString())
                .toList();
    }

    private void check(boolean holds, String what, String otherwise) {
        if (!holds) {
            failures.add(what + " " + otherwise);
        }
    }

    private MongoCollection<BsonDocument> collection(String name) {
        return node.database().getCollection(name, BsonDocument.class);
    }
}
