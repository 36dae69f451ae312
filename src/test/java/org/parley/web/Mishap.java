package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.time.Duration;
import java.time.Instant;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.parley.testing.Stage;

/** What can happen to somebody so that a page tells what went wrong instead, and how that comes about. */
enum Mishap {
    /** A page of another origin sends a form in the person's name. */
    FORBIDDEN(403, "403") {
        @Override
        void happen(Stage stage, Page page) {
            String elsewhere = "http://localhost:1/form";
            page.route(
                    elsewhere,
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("text/html")
                            .setBody("<title>Elsewhere</title><form method=post action='"
                                    + stage.node().url() + "/settings.xhtml'><button>Go</button></form>")));
            page.navigate(elsewhere);
            page.locator("button").click();
        }
    },

    /** The address is nobody's. */
    MISSING(404, "404") {
        @Override
        void happen(Stage stage, Page page) {
            page.navigate("/nowhere");
        }
    },

    /** Somebody has logged in anew in another tab, and sends a form of before. */
    EXPIRED(409, "Session expired") {
        @Override
        void happen(Stage stage, Page page) {
            page.navigate("/settings.xhtml");
            String username = page.locator("body").getAttribute("data-user");
            Page tab = page.context().newPage();
            tab.navigate("/login.xhtml");
            tab.locator("#username").fill(username);
            tab.locator("#password").fill(Person.PASSWORD);
            tab.locator("#submit").click();
            tab.waitForURL("**/chat.xhtml");
            tab.close();
            page.locator("#save").click();
        }
    },

    /** A conversation lies in the database in a shape that nobody foresaw. */
    FAILED(500, "500") {
        @Override
        void happen(Stage stage, Page page) {
            String id = (String) page.evaluate("""
                    async () => {
                      const answer = await fetch('/api/conversations', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' });
                      return (await answer.json()).id;
                    }""");
            stage.database()
                    .getCollection("conversations")
                    .updateOne(
                            new Document("_id", new ObjectId(id)),
                            new Document("$set", new Document("messages", 1).append("message_count", "many")));
            page.navigate("/basic.xhtml?c=" + id);
        }
    },

    /** The database is away. */
    AWAY(503, "503") {
        @Override
        void happen(Stage stage, Page page) {
            stage.wire().cut();
            page.navigate("/settings.xhtml");
        }
    };

    private static final Duration RECOVERY = Duration.ofSeconds(30);

    final int status;
    private final String code;

    Mishap(int status, String code) {
        this.status = status;
        this.code = code;
    }

    abstract void happen(Stage stage, Page page);

    /**
     * Leads a person who is logged in, and reads English, to the page that tells of it. {@link #mend} afterwards.
     *
     * @return the status the page came with
     */
    int lead(Stage stage, Page page) {
        int[] last = new int[1];
        page.onResponse(response -> {
            if (response.request().isNavigationRequest()) {
                last[0] = response.status();
            }
        });
        happen(stage, page);
        assertThat(page.locator(".code-number")).hasText(code);
        return last[0];
    }

    /** Everything is as it was, and the server knows. */
    static void mend(Stage stage) {
        stage.wire().mend();
        Instant giveUp = Instant.now().plus(RECOVERY);
        while (stage.node().client().get("/api/health").status() != 200) {
            if (Instant.now().isAfter(giveUp)) {
                throw new AssertionError("Not back within " + RECOVERY);
            }
        }
    }
}
