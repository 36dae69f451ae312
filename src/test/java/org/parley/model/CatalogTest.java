package org.parley.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.testing.Await;
import org.parley.testing.Rows;
import org.parley.testing.ScriptedModel;

class CatalogTest {
    private final ScriptedModel server = ScriptedModel.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theModelOfTheSettingComesFirstAndIsNotListedTwice() {
        server.has("a", "b", "c");

        assertThat(catalog(Provider.OPENAI, Optional.of("b"), server.url() + "/v1")
                        .names())
                .containsExactly("b", "a", "c");
        assertThat(catalog(Provider.OLLAMA, Optional.of("x"), server.url()).names())
                .containsExactly("x", "a", "b", "c");
    }

    @Test
    void aServerThatIsStartedLaterIsFound() throws Exception {
        Catalog catalog = catalog(Provider.OLLAMA, Optional.empty(), server.url());
        server.away();
        assertThat(catalog.names()).isEmpty();
        server.back();

        Await.until("the models are there again", () -> !catalog.names().isEmpty());
        assertThat(catalog.names()).containsExactly("scripted", "second");
    }

    @Test
    void nobodyWaitsLongForAServerThatHangsOrTalksNonsense() throws Exception {
        CountDownLatch enough = new CountDownLatch(1);
        HttpServer strange = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        strange.createContext("/models", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("[1, 2".getBytes());
            exchange.close();
        });
        strange.createContext("/api/tags", exchange -> await(enough));
        strange.start();
        String url = "http://127.0.0.1:" + strange.getAddress().getPort();
        try {
            long asked = System.nanoTime();
            assertThat(catalog(Provider.OPENAI, Optional.of("m"), url).names()).containsExactly("m");
            assertThat(catalog(Provider.OLLAMA, Optional.of("m"), url).names()).containsExactly("m");
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(2));
        } finally {
            enough.countDown();
            strange.stop(0);
        }
    }

    @Test
    void ofManyModelsAllAreOffered() {
        server.has(IntStream.range(0, 400).mapToObj(i -> "model-" + i).toArray(String[]::new));

        Catalog catalog = catalog(Provider.OPENAI, Optional.empty(), server.url() + "/v1");

        Await.until("all models", () -> catalog.names().size() == 400);
    }

    @ParameterizedTest
    @EnumSource(names = {"OLLAMA", "OPENAI"})
    void aNameWithAndWithoutItsDefaultTagIsOneModel(Provider provider) {
        server.has("llama3.2:latest", "llama3.2", "llama3.2:3b");
        String url = server.url() + (provider == Provider.OPENAI ? "/v1" : "");

        offers(catalog(provider, Optional.of("llama3.2"), url), "llama3.2", "llama3.2:3b");
        offers(catalog(provider, Optional.of("llama3.2:latest"), url), "llama3.2:latest", "llama3.2:3b");
        Catalog automatic = catalog(provider, Optional.empty(), url);
        offers(automatic, "llama3.2:latest", "llama3.2:3b");
        assertThat(automatic.has("llama3.2")).isTrue();
    }

    @Test
    void anOllamaIsAskedWhichOfItsModelsChat() throws Exception {
        server.has("newest", "draws", "sees", "chats")
                .describes("newest", "{\"capabilities\": [\"embedding\"]}")
                .describes("draws", "{\"capabilities\": [\"image\"]}")
                .describes("sees", "{\"capabilities\": [\"completion\", \"vision\"]}")
                .describes("chats", "{\"capabilities\": [\"completion\", \"tools\"]}");
        Catalog catalog = catalog(Provider.OLLAMA, Optional.empty(), server.url());

        offers(catalog, "sees", "chats");
    }

    @Test
    void anOllamaThatDescribesNothingIsJudgedByFamiliesAndNames() throws Exception {
        server.has("reads", "old", "sees", "nomic-embed-text:latest", "chats")
                .lists("reads", "{\"details\": {\"family\": \"nomic-bert\", \"families\": [\"nomic-bert\"]}}")
                .describes("old", "{\"model_info\": {\"gemma3.pooling_type\": 1}}")
                .lists("sees", "{\"details\": {\"family\": \"llama\", \"families\": [\"llama\", \"clip\"]}}")
                .lists("chats", "{\"details\": {\"family\": \"llama\", \"families\": null}}");
        Catalog catalog = catalog(Provider.OLLAMA, Optional.empty(), server.url());

        offers(catalog, "sees", "chats");
    }

    @Test
    void whatIsConfiguredIsOfferedWhateverItIsFor() {
        server.has("all-minilm", "chats");

        offers(catalog(Provider.OLLAMA, Optional.of("all-minilm"), server.url()), "all-minilm", "chats");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"embedding\"}",
                "{\"type\": \"image\"}",
                "{\"type\": \"transcribe\"}",
                "{\"task\": \"automatic-speech-recognition\"}",
                "{\"mode\": \"rerank\"}",
                "{\"capabilities\": {\"completion_chat\": false}}",
                "{\"architecture\": {\"output_modalities\": [\"embeddings\"]}}"
            })
    void aServerThatSaysWhatAModelIsForIsBelieved(String entry) {
        server.has("a", "text-embedding-chat").lists("a", entry).lists("text-embedding-chat", "{\"type\": \"chat\"}");

        offers(catalog(Provider.OPENAI, Optional.empty(), server.url() + "/v1"), "text-embedding-chat");
    }

    @Rows({
        "text-embedding-3-small | no",
        "mistral-embed | no",
        "BAAI/bge-m3 | no",
        "intfloat/multilingual-e5-large | no",
        "mxbai-embed-large | no",
        "all-minilm:33m | no",
        "whisper-1 | no",
        "distil-whisper-large-v3-en | no",
        "tts-1-hd | no",
        "gpt-4o-mini-tts | no",
        "gpt-4o-transcribe | no",
        "dall-e-3 | no",
        "gpt-image-1 | no",
        "black-forest-labs/FLUX.1-schnell | no",
        "omni-moderation-latest | no",
        "jina-reranker-v2 | no",
        "sora-2 | no",
        "gpt-4o-mini | yes",
        "llama3.2:3b | yes",
        "hf.co/bartowski/Qwen2.5-7B-Instruct-GGUF:Q4_K_M | yes",
        "mistral-large-latest | yes",
        "gemini-2.5-flash-image | yes",
        "deepseek-r1:1.5b | yes",
        "claude-sonnet-4-5 | yes",
        "phi3:mini | yes",
        "microsoft/phi-4-multimodal-instruct | yes",
        "qwen2.5vl:7b | yes",
        "command-r-plus | yes",
        "o3-mini | yes"
    })
    void aNameTellsWhetherItsModelChats(String name, String chats) {
        server.has("gpt-4o", name);

        String[] offered = chats.equals("yes") ? new String[] {"gpt-4o", name} : new String[] {"gpt-4o"};
        offers(catalog(Provider.OPENAI, Optional.empty(), server.url() + "/v1"), offered);
    }

    /** A caller waits only 300 ms for a server, so the names may come later. */
    private static void offers(Catalog catalog, String... names) {
        Await.until(
                () -> "offered are " + catalog.names(), () -> catalog.names().equals(List.of(names)));
    }

    private static Catalog catalog(Provider provider, Optional<String> model, String url) {
        Address address = new Address(provider, model, URI.create(url));
        return new Catalog(new ModelServer(address, Optional.of("key")), HttpClient.newHttpClient());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
