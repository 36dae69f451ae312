package org.parley.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.parley.testing.Await;
import org.parley.testing.Built;
import org.parley.testing.Client;
import org.parley.testing.Node;

/** A user of the pages, whose browser records violations of the policy and errors. */
final class Person implements AutoCloseable {
    static final String PASSWORD = Node.PASSWORD;

    private static final String AT_REST = """
            async () => {
              await document.fonts.ready;
              const look = () => JSON.stringify([
                document.querySelectorAll('*').length,
                document.getAnimations().filter((one) => one.playState === 'running' && one.effect.getComputedTiming().endTime < Infinity).length,
                ...[document.documentElement, ...document.querySelectorAll('#scroller, dialog, .sidebar')].flatMap((one) =>
                  [one.scrollTop, one.scrollHeight, one.getBoundingClientRect().left, one.getBoundingClientRect().width]),
              ]);
              for (let same = 0, last; same < 10; ) {
                await new Promise(requestAnimationFrame);
                const now = look();
                same = now === last ? same + 1 : 0;
                last = now;
              }
            }""";

    final Page page;
    final String username;

    private final BrowserContext context;
    private final String server;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<String> hosts = new CopyOnWriteArrayList<>();

    Person(BrowserContext context, String server) {
        this(
                context,
                server,
                "p" + UUID.randomUUID().toString().replace("-", "").substring(0, 20));
    }

    /** Somebody with a name of the test's choice, which must be free where they register. */
    Person(BrowserContext context, String server, String username) {
        this.context = context;
        this.server = server;
        this.username = username;
        context.exposeBinding("policyBroken", (source, what) -> complaints.add("Policy: " + what[0]));
        context.addInitScript(
                "addEventListener('securitypolicyviolation', (broken) => "
                        + "policyBroken(`${broken.effectiveDirective} ${broken.blockedURI} ${broken.sample} at ${location.href}`));");
        context.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            } else if ("error".equals(message.type())) {
                errors.add(message.text());
            }
        });
        context.onWebError(error -> complaints.add(error.error()));
        context.onRequest(request -> {
            String host = URI.create(request.url()).getHost();
            if (host != null) {
                hosts.add(host);
            }
        });
        this.page = context.newPage();
    }

    /** Has an account, is logged in, and opens the chat page. */
    Person register() {
        enter();
        page.navigate("/chat.xhtml");
        assertThat(welcome()).isVisible();
        return this;
    }

    /** The same in a browser without scripts, which the chat page leads on. */
    void registerWithoutScripts() {
        enter();
        page.navigate("/chat.xhtml");
        page.waitForURL("**/basic.xhtml");
    }

    /** Has an account and is logged in, without having opened a page. @return a program with the same session */
    Client enter() {
        Client program = Node.at(server).newUser(username);
        context.addCookies(
                List.of(new Cookie("session_id", program.cookie("session_id").orElseThrow()).setUrl(server)));
        return program;
    }

    /** Is an administrator, from the next request on. */
    void promote() {
        Node.at(server).promote(username);
    }

    /** Creates an account by the registration page, which logs in with it. */
    void signUp() {
        page.navigate("/register.xhtml");
        page.locator("#username").fill(username);
        page.locator("#email").fill(username + "@example.org");
        page.locator("#password").fill(PASSWORD);
        page.locator("#submit").click();
        page.waitForURL(Pattern.compile(".*/(chat|basic)\\.xhtml"));
    }

    /** The same in a browser without scripts, which the chat page redirects. */
    void signUpWithoutScripts() {
        signUp();
        page.waitForURL("**/basic.xhtml");
    }

    void logIn() {
        page.locator("#username").fill(username);
        page.locator("#password").fill(PASSWORD);
        page.locator("#submit").click();
    }

    /** Logs in again in another tab of the same browser, and closes that tab. */
    void logInElsewhere() {
        Page tab = context.newPage();
        tab.navigate("/login.xhtml");
        tab.locator("#username").fill(username);
        tab.locator("#password").fill(PASSWORD);
        tab.locator("#submit").click();
        tab.waitForURL(Pattern.compile(".*/(chat|basic)\\.xhtml"));
        tab.close();
    }

    /** Writes and sends a message, and waits for the answer. */
    void say(String text) {
        int answers = answers().count();
        write(text);
        assertThat(answers()).hasCount(answers + 1);
    }

    /** Writes a message and sends it: with Enter, or with the button on a touch screen. */
    void write(String text) {
        page.locator("#composer-text").fill(text);
        if (Boolean.TRUE.equals(page.evaluate("matchMedia('(pointer: coarse)').matches"))) {
            page.locator(".send").click();
        } else {
            page.locator("#composer-text").press("Enter");
        }
    }

    /** Another tab of the same browser, on the same page. */
    Page secondTab() {
        Page tab = context.newPage();
        tab.navigate(page.url());
        return tab;
    }

    /** Chooses a model by its name in the list. */
    void chooseModel(String name) {
        page.locator("#model").click();
        page.locator(".model-list [role=option]")
                .filter(new Locator.FilterOptions().setHasText(name))
                .first()
                .click();
    }

    Locator welcome() {
        return page.locator("#welcome");
    }

    Locator messages() {
        return page.locator(".message");
    }

    Locator answers() {
        return page.locator(".message.assistant.kept");
    }

    Locator conversations() {
        return page.locator("nav .conversation");
    }

    /** A conversation in the list, by its title. */
    Locator conversation(String title) {
        return conversations().filter(new Locator.FilterOptions().setHasText(title));
    }

    /** Violations of the policy and script errors. */
    List<String> complaints() {
        return complaints;
    }

    /** Forgets errors that a test has caused on purpose. */
    void forgive() {
        complaints.clear();
    }

    /** Other errors in the console, among them those of failed requests. */
    List<String> errors() {
        return errors;
    }

    /** The hosts that got a request. */
    List<String> hosts() {
        return hosts.stream().distinct().toList();
    }

    /** Chooses an item from the menu of a conversation in the list; opens the list first if it is a drawer. */
    void choose(String title, String what) {
        openMenu(title);
        page.getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(what).setExact(true))
                .click();
        if ("Rename".equals(what)) { // the field is loaded at its first use
            assertThat(page.getByLabel("New title")).isFocused();
        }
    }

    /** Opens the menu of a conversation in the list, as {@link #choose} does. */
    void openMenu(String title) {
        openList();
        conversation(title).hover();
        conversation(title).locator("button").click();
    }

    /** Chooses something from the menu of the account. */
    void account(String what) {
        openList();
        page.locator("#account").click();
        page.getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(what).setExact(true))
                .click();
    }

    /** Opens the list of the keyboard shortcuts. */
    void openShortcuts() {
        page.keyboard().press("Control+/");
        assertThat(page.locator("dialog .keys").first()).isVisible();
    }

    /** Switches single-key shortcuts on. */
    void useSingleKeys() {
        openShortcuts();
        page.getByRole(AriaRole.SWITCH).check();
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog")).hasCount(0); // it gives the focus back when it is gone
    }

    /** Opens the list where it is a drawer and closed; taps again on a page that did not listen yet. */
    void openList() {
        if (page.locator("#open-drawer").isVisible()) {
            Await.until("the list is open", () -> {
                if (page.locator(".drawer-open").count() == 0) {
                    page.locator("#open-drawer").click();
                }
                return page.locator(".drawer-open").count() > 0;
            });
        }
    }

    /** Closes the list where it is a drawer and open. */
    void closeList() {
        if (page.locator(".drawer-open").count() > 0) {
            page.locator("#close-drawer").click();
        }
    }

    List<String> cookies() {
        return context.cookies().stream().map((Cookie cookie) -> cookie.name).toList();
    }

    void offline(boolean offline) {
        context.setOffline(offline);
    }

    /**
     * Waits until the page is at rest: its fonts are loaded, and nothing has moved, appeared or gone in the last 10 frames.
     * Endless animations, such as the dots of an awaited answer, do not count.
     */
    void settle() {
        if (page.url().contains("/api.xhtml")) {
            assertThat(page.locator(".opblock").first()).isVisible();
        }
        page.waitForLoadState();
        page.evaluate(AT_REST);
    }

    /** Stores a screenshot in {@code target/screenshots}. */
    void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Built.target().resolve("screenshots").resolve(name + ".png")));
    }

    @Override
    public void close() {
        context.close();
    }
}
