package org.parley.formats;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * DeepSeek: ChatGPT's tree with other messages. A message has its role in {@code fragments}, whose types are {@code REQUEST},
 * {@code THINK} and {@code RESPONSE}, or as ChatGPT has it.
 */
final class DeepSeekFormat extends ChatGptFormat {
    @Override
    public String name() {
        return "deepseek";
    }

    @Override
    public boolean has(Set<String> fields) {
        return super.has(fields) && fields.contains("inserted_at");
    }

    @Override
    void message(String key, Optional<String> parent, Fields message, Optional<String> model, ConversationDraft draft) {
        if (!message.list("fragments").isEmpty()) {
            fragments(key, parent, message, draft);
        } else if (message.has("author")) {
            super.message(key, parent, message, model, draft);
        } else {
            String role = Roles.of(message.rawText("role")).orElse(Roles.FALLBACK);
            MessageDraft plain = begun(role, message, draft)
                    .say(MessageContent.of(message.value("content")).text());
            message.text("reasoning_content").ifPresent(plain::think);
            add(key, parent, plain, draft);
        }
    }

    private static void fragments(String key, Optional<String> parent, Fields message, ConversationDraft draft) {
        boolean asks = message.objects("fragments").stream()
                .anyMatch(fragment -> fragment.rawText("type").equalsIgnoreCase("REQUEST"));
        MessageDraft read = begun(asks ? "user" : "assistant", message, draft);
        for (Fields fragment : message.objects("fragments")) {
            String text = fragment.rawText("content");
            switch (fragment.rawText("type").toUpperCase(Locale.ROOT)) {
                case "REQUEST", "RESPONSE" -> read.say(text);
                case "THINK" -> read.think(text).thoughtFor(fragment.number("elapsed_secs"));
                default -> read.toolCall(Optional.empty(), fragment.text("type").orElse("tool"), fragment.object());
            }
        }
        add(key, parent, read, draft);
    }

    private static MessageDraft begun(String role, Fields message, ConversationDraft draft) {
        MessageDraft begun = draft.message(role).id(message.id("id")).time(message.time("inserted_at", "create_time"));
        for (Fields file : message.objects("files")) {
            begun.attach(new Attachment(
                    file.text("file_name", "name"),
                    Optional.empty(),
                    file.number("file_size", "size"),
                    file.id("id"),
                    Optional.empty()));
            draft.lacks(NotInFile.FILES);
        }
        return role.equals("assistant") ? begun.model(message.text("model")) : begun;
    }

    private static void add(String key, Optional<String> parent, MessageDraft read, ConversationDraft draft) {
        if (read.isEmpty()) {
            draft.tree().addHidden(key, parent, draft.message("assistant"));
        } else {
            draft.tree().add(key, parent, read);
        }
    }
}
