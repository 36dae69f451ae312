package org.parley.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.parley.testing.Answer;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** Headers, versions and compression of pages and their files. */
class PageFilesIT {
    private final Client anybody = Node.shared().client();

    @Test
    void everyPageIsToldWhereScriptsMayComeFromAndIsNotKept() {
        Answer page = anybody.get("/login.xhtml");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.header("Referrer-Policy")).hasValue("same-origin");
        assertThat(page.header("Cache-Control")).hasValue("no-store");
        assertThat(page.text()).doesNotContain("<style", " style=", " onclick=", "javascript:");
        assertThat(page.setCookies()).isEmpty();
    }

    @Test
    void aFileIsKeptForGoodUnderItsPresentVersionOnly() {
        String path = versioned("/js/theme.js");

        assertThat(cacheOf(path)).isEqualTo("max-age=31536000, immutable");
        assertThat(cacheOf("/resources/js/theme.js")).isEqualTo("no-cache");
        assertThat(cacheOf("/resources/v-000000000000/js/theme.js")).isEqualTo("no-cache");
    }

    @Test
    void textIsSentAsItIsOrCompressedForBrowsersThatAcceptThat() {
        String path = versioned("/js/pages/chat.js");
        Answer source = anybody.get("/resources/js/pages/chat.js");
        Answer plain = anybody.get(path);
        Answer zipped = anybody.get(path, "Accept-Encoding", "br, gzip;q=0.8");

        assertThat(source.text()).contains("import ");
        assertThat(plain.text()).isEqualTo(source.text());
        assertThat(plain.header("Content-Type").orElseThrow()).startsWith("text/javascript");
        assertThat(plain.header("Content-Encoding")).isEmpty();
        assertThat(zipped.header("Content-Encoding")).hasValue("gzip");
        assertThat(zipped.header("Vary")).hasValue("Accept-Encoding");
        assertThat(Integer.parseInt(zipped.header("Content-Length").orElseThrow()))
                .isLessThan(plain.text().length() / 2);
        assertThat(anybody.get(path, "Accept-Encoding", "gzip;q=0").header("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void whatABrowserIgnoresOnScriptsAndStylesIsNotSentWithThem() {
        for (String file : new String[] {"/js/theme.js", "/css/base.css", "/lib/highlight.js"}) {
            Answer answer = anybody.get(versioned(file));

            assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.header("Content-Security-Policy")).isEmpty();
        }
        assertThat(anybody.get(versioned("/img/logo.svg")).header("Content-Security-Policy"))
                .isPresent();
    }

    @Test
    void librariesAreFilesOfThePageLikeOthers() {
        for (String file :
                new String[] {"highlight.js", "mathjax/startup.js", "mathjax/core.js", "mathjax/input/tex.js"}) {
            String path = versioned("/lib/" + file);

            assertThat(cacheOf(path)).isEqualTo("max-age=31536000, immutable");
            assertThat(anybody.get(path).header("Content-Type").orElseThrow()).contains("javascript");
        }
    }

    @Test
    void thePageCanBeInstalledAndHasAnIconEverywhere() {
        String page = anybody.get("/login.xhtml").text();
        assertThat(page).contains("rel=\"manifest\" href=\"" + versioned("/manifest.webmanifest") + "\"");
        Answer manifest = anybody.get(versioned("/manifest.webmanifest"));
        assertThat(manifest.header("Content-Type").orElseThrow()).startsWith("application/manifest+json");
        URI address = URI.create(versioned("/manifest.webmanifest"));
        assertThat(address.resolve(manifest.json().getString("start_url"))).isEqualTo(URI.create("/chat.xhtml"));
        assertThat(address.resolve(manifest.json().getString("scope"))).isEqualTo(URI.create("/"));
        for (JsonObject icon : manifest.json().getJsonArray("icons").getValuesAs(JsonObject.class)) {
            Answer picture = anybody.get(address.resolve(icon.getString("src")).toString());
            assertThat(picture.status()).as(icon.toString()).isEqualTo(200);
            assertThat(picture.header("Content-Type").orElseThrow()).startsWith(icon.getString("type"));
        }
        assertThat(anybody.get(versioned("/img/icon-apple.png")).status()).isEqualTo(200);
        assertThat(anybody.get("/favicon.ico").status()).isEqualTo(200);
        assertThat(anybody.get("/favicon.ico").header("Content-Type").orElseThrow())
                .startsWith("image/");
    }

    @Test
    void aFileThatIsNotThereIsNotKept() {
        Answer missing = anybody.get(versioned("/js/nothing.js"));

        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.header("Cache-Control")).hasValue("no-cache");
    }

    @Test
    void nothingBesideTheFilesCanBeReachedThroughThem() {
        for (String path :
                new String[] {"/%2e%2e/WEB-INF/web.xml", "/..%2fWEB-INF/web.xml", "/js/%2e%2e/%2e%2e/x.xml"}) {
            Answer answer = anybody.get(versioned(path));

            assertThat(answer.status()).isNotEqualTo(200);
            assertThat(answer.text()).doesNotContain("web-app");
        }
    }

    @Test
    void anAddressWithoutAPageAnswersInTheLookOfTheOthers() {
        Answer answer = Node.shared().newUser().get("/nowhere.html");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("Nothing here", "/chat.xhtml");
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("text/html");
    }

    private String versioned(String file) {
        Matcher found = Pattern.compile("(/resources/v-[0-9a-z]+)/js/theme\\.js")
                .matcher(anybody.get("/login.xhtml").text());
        assertThat(found.find()).isTrue();
        return found.group(1) + file;
    }

    private String cacheOf(String path) {
        Answer answer = anybody.get(path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        return answer.header("Cache-Control").orElse("");
    }
}
