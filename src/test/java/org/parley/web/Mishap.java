package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.time.Duration;
import java.time.Instant;
import org.parley.testing.Stage;

/** Situations that lead to an error page, and how a test brings each about. */
enum Mishap {
    /** A page of another origin sends a form with the user's session. */
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

    /** There is no page at this address. */
    MISSING(404, "404") {
        @Override
        void happen(Stage stage, Page page) {
            page.navigate("/nowhere");
        }
    },

    /** The user has logged in again in another tab, and sends a form of the earlier session. */
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

    /** The database sends an invalid response when the whole user is read. */
    FAILED(500, "500") {
        @Override
        void happen(Stage stage, Page page) {
            stage.wire().garble("password_hash");
            page.navigate("/settings.xhtml");
        }
    },

    /** The database cannot be reached. */
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
     * Takes a logged-in user, whose language is English, to the error page. Call {@link #mend} afterwards.
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

    /** Restores everything, and waits until the server has noticed. */
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
