package org.parley.formats;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * LobeChat: one object whose {@code state} holds messages, sessions and topics side by side. A conversation is what a session (an
 * assistant) holds under one topic, or under none.
 */
final class LobeChatFormat implements ImportFormat {
    @Override
    public String name() {
        return "lobechat";
    }

    @Override
    public boolean has(Set<String> fields) {
        return fields.contains("exportType") && fields.contains("state");
    }

    @Override
    public boolean holdsMany() {
        return true;
    }

    @Override
    public List<Reading> read(JsonObject object, Consumer<String> notes) throws UnreadableConversationException {
        Fields state = new Fields(object).in("state");
        if (state.list("messages").isEmpty()) {
            throw new UnreadableConversationException("this is a LobeChat export without conversations ("
                    + new Fields(object).text("exportType").orElse("of another kind")
                    + "); export the sessions or everything");
        }
        Map<String, Fields> sessions = byId(state.objects("sessions"));
        Map<String, Fields> topics = byId(state.objects("topics"));
        Map<String, Fields> groups = byId(state.objects("sessionGroups"));
        Map<List<String>, List<Fields>> conversations = new LinkedHashMap<>();
        for (Fields message : state.objects("messages")) {
            List<String> key = List.of(
                    message.id("sessionId").orElse("inbox"),
                    message.id("topicId").orElse(""));
            conversations.computeIfAbsent(key, none -> new ArrayList<>()).add(message);
        }
        List<Reading> read = new ArrayList<>();
        for (Map.Entry<List<String>, List<Fields>> entry : conversations.entrySet()) {
            Fields session = sessions.getOrDefault(entry.getKey().get(0), Fields.of(null));
            Fields topic = topics.getOrDefault(entry.getKey().get(1), Fields.of(null));
            Optional<String> group = session.id("group").map(groups::get).flatMap(found -> found.text("name"));
            ConversationDraft draft =
                    begun(entry.getKey(), session, topic, notes).project(group);
            fill(draft, entry.getValue(), session.in("config").text("model"));
            read.add(draft.read());
        }
        return read;
    }

    private ConversationDraft begun(List<String> key, Fields session, Fields topic, Consumer<String> notes) {
        Fields about = session.in("meta");
        return new ConversationDraft(name(), notes)
                .id(Optional.of(key.get(1).isEmpty() ? key.get(0) : key.get(0) + "/" + key.get(1)))
                .title(topic.text("title").or(() -> about.text("title")))
                .times(topic.time("createdAt"), topic.time("updatedAt"))
                .pinned(topic.isTrue("favorite") || session.isTrue("pinned"))
                .model(session.in("config").text("model"))
                .systemPrompt(session.in("config").text("systemRole"))
                .keep("assistant", about.value("title"));
    }

    /** In the order of time; the export lists messages as its database finds them. */
    private static void fill(ConversationDraft draft, List<Fields> messages, Optional<String> model) {
        Map<String, MessageDraft> calls = new HashMap<>();
        List<Fields> inOrder = new ArrayList<>(messages);
        inOrder.sort(Comparator.comparing(message -> message.time("createdAt").orElse(Instant.EPOCH)));
        for (Fields message : inOrder) {
            String role = Roles.of(message.rawText("role")).orElse(Roles.FALLBACK);
            Optional<MessageDraft> caller = message.id("tool_call_id").map(calls::get);
            if (role.equals("tool") && caller.isPresent()) {
                caller.get().toolResult(message.id("tool_call_id"), "tool", message.rawText("content"));
                continue;
            }
            MessageDraft read = draft.message(role)
                    .id(message.id("id"))
                    .time(message.time("createdAt"))
                    .say(message.rawText("content"));
            Fields thought = message.in("reasoning");
            thought.text("content").ifPresent(read::think);
            read.thoughtFor(thought.number("duration").map(milliseconds -> milliseconds / 1_000));
            if (role.equals("assistant")) {
                read.model(message.text("model")
                        .or(() -> message.in("extra").text("fromModel"))
                        .or(() -> model));
            }
            for (Fields tool : message.objects("tools")) {
                read.toolCall(
                        tool.id("id"), tool.text("apiName", "identifier").orElse("tool"), tool.value("arguments"));
                tool.id("id").ifPresent(id -> calls.put(id, read));
            }
            attach(message, read, draft);
            draft.addNext(read);
        }
    }

    private static void attach(Fields message, MessageDraft read, ConversationDraft draft) {
        for (String list : List.of("imageList", "fileList", "files")) {
            NotInFile what = list.equals("imageList") ? NotInFile.IMAGES : NotInFile.FILES;
            for (Fields file : message.objects(list)) {
                read.attach(new Attachment(
                        file.text("alt", "name"),
                        file.text("fileType"),
                        file.number("size"),
                        file.id("id"),
                        file.text("content")));
                draft.lacks(what);
            }
            for (String id : message.texts(list)) {
                read.attach(Attachment.withId(id));
                draft.lacks(what);
            }
        }
    }

    private static Map<String, Fields> byId(List<Fields> all) {
        Map<String, Fields> byId = new HashMap<>();
        all.forEach(each -> each.id("id").ifPresent(id -> byId.put(id, each)));
        return byId;
    }
}
