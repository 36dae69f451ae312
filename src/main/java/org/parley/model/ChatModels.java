package org.parley.model;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells models that chat from those for embeddings, speech, images and the like: by what the server says of a model,
 * else by its name. A model of which neither tells counts as one that chats.
 */
final class ChatModels {
    private static final Set<String> CHAT = Set.of(
            "completion", "completion_chat", "chat", "chat-completion", "text-generation", "llm", "vlm", "language");

    private static final Pattern OTHER = Pattern.compile(
            "embed|image|audio|speech|transcri|moderat|rerank|video|ocr|classif|similarity|feature-extraction");

    private static final Pattern OTHER_NAME = Pattern.compile("(?i)embed|rerank|whisper|transcribe|text-to-|moderation"
            + "|dall-e|stable-diffusion|gpt-image|chatgpt-image|qwen-image|realtime|gpt-audio|minilm|paraphrase-"
            + "|turbo-instruct|davinci-002|babbage-002"
            + "|(?:^|[-_./:])(?:tts|stt|bge|gte|e5|sdxl|flux|imagen|veo|sora|kokoro|piper|asr|clip)(?:$|[-_./:\\d])");

    private ChatModels() {}

    /** Whether a model chats, by its entry in a server's list. */
    static boolean chats(JsonObject entry, String name) {
        return declared(entry)
                .or(() -> byFamilies(entry))
                .orElseGet(() -> !OTHER_NAME.matcher(name).find());
    }

    /**
     * What an entry of a list or a description says; empty if it says nothing. Known are the {@code capabilities} of
     * Ollama (a list) and Mistral (an object), the {@code output_modalities} of OpenRouter, and {@code type},
     * {@code task} and {@code mode} of other servers.
     */
    static Optional<Boolean> declared(JsonObject entry) {
        return Stream.of("capabilities", "type", "task", "mode")
                .map(entry::get)
                .flatMap(value -> told(value).stream())
                .findFirst()
                .or(() -> outputs(entry))
                .or(() -> pools(entry));
    }

    private static Optional<Boolean> told(JsonValue value) {
        if (value instanceof JsonObject flags) {
            JsonValue chat = flags.get("completion_chat");
            return chat == JsonValue.TRUE || chat == JsonValue.FALSE
                    ? Optional.of(chat == JsonValue.TRUE)
                    : Optional.empty();
        }
        List<String> words = words(value);
        if (words.stream().anyMatch(CHAT::contains)) {
            return Optional.of(true);
        }
        return words.stream().anyMatch(word -> OTHER.matcher(word).find()) ? Optional.of(false) : Optional.empty();
    }

    private static Optional<Boolean> outputs(JsonObject entry) {
        if (!(entry.get("architecture") instanceof JsonObject architecture)) {
            return Optional.empty();
        }
        List<String> outputs = words(architecture.get("output_modalities"));
        return outputs.isEmpty() ? Optional.empty() : Optional.of(outputs.contains("text"));
    }

    /** An Ollama too old to know capabilities names the pooling that only embedding models have. */
    private static Optional<Boolean> pools(JsonObject entry) {
        return entry.get("model_info") instanceof JsonObject info
                        && info.keySet().stream().anyMatch(key -> key.endsWith(".pooling_type"))
                ? Optional.of(false)
                : Optional.empty();
    }

    /** Families of Ollama: every kind of BERT embeds. Models that also see have a second family, which chats. */
    private static Optional<Boolean> byFamilies(JsonObject entry) {
        if (!(entry.get("details") instanceof JsonObject details)) {
            return Optional.empty();
        }
        List<String> families = Stream.concat(
                        words(details.get("families")).stream(), words(details.get("family")).stream())
                .filter(family -> !family.isBlank())
                .toList();
        return !families.isEmpty() && families.stream().allMatch(family -> family.contains("bert"))
                ? Optional.of(false)
                : Optional.empty();
    }

    /** A text or the texts of a list, in lower case. */
    private static List<String> words(JsonValue value) {
        Stream<JsonValue> values = value instanceof JsonArray list ? list.stream() : Stream.ofNullable(value);
        return values.filter(JsonString.class::isInstance)
                .map(word -> ((JsonString) word).getString().toLowerCase(Locale.ROOT))
                .toList();
    }
}
