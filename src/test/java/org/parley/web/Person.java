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
import org.parley.testing.Built;

/** Somebody who uses the pages, and whose browser notes what it had to complain about. */
final class Person implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";

    final Page page;
    final String username;

    private final BrowserContext context;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<String> hosts = new CopyOnWriteArrayList<>();

    Person(BrowserContext context) {
        this(context, "p" + UUID.randomUUID().toString().replace("-", "").substring(0, 20));
    }

    /** Somebody with a name of the test's choice, which must be free where they register. */
    Person(BrowserContext context, String username) {
        this.context = context;
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

    /** Creates an account by the registration page, which logs in with it. */
    Person register() {
        signUp();
        assertThat(welcome()).isVisible();
        return this;
    }

    /** The same, and does not wait for what only a browser with scripts shows. */
    void signUp() {
        page.navigate("/register.xhtml");
        page.locator("#username").fill(username);
        page.locator("#email").fill(username + "@example.org");
        page.locator("#password").fill(PASSWORD);
        page.locator("#submit").click();
        page.waitForURL(Pattern.compile(".*/(chat|basic)\\.xhtml"));
    }

    /** The same in a browser without scripts, which the chat page leads on. */
    void signUpWithoutScripts() {
        signUp();
        page.waitForURL("**/basic.xhtml");
    }

    void logIn() {
        page.locator("#username").fill(username);
        page.locator("#password").fill(PASSWORD);
        page.locator("#submit").click();
    }

    /** Logs in anew in another tab of the same browser, which is closed then. */
    void logInElsewhere() {
        Page tab = context.newPage();
        tab.navigate("/login.xhtml");
        tab.locator("#username").fill(username);
        tab.locator("#password").fill(PASSWORD);
        tab.locator("#submit").click();
        tab.waitForURL(Pattern.compile(".*/(chat|basic)\\.xhtml"));
        tab.close();
    }

    /** Writes and sends, and waits until the answer is there. */
    void say(String text) {
        int answers = answers().count();
        write(text);
        assertThat(answers()).hasCount(answers + 1);
    }

    /** Writes and sends, as one does on what the page is looked at. */
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

    /** What broke the policy or failed in a script. */
    List<String> complaints() {
        return complaints;
    }

    /** Forgets what a test did on purpose, so that it does not fail by it. */
    void forgive() {
        complaints.clear();
    }

    /** What else the console shows as an error; answers that say no are among them. */
    List<String> errors() {
        return errors;
    }

    /** The hosts that were asked for anything. */
    List<String> hosts() {
        return hosts.stream().distinct().toList();
    }

    /** Chooses something from the menu of a conversation in the list, which is opened before where it is a drawer. */
    void choose(String title, String what) {
        openMenu(title);
        page.getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(what).setExact(true))
                .click();
    }

    /** Opens the menu of a conversation in the list, as {@link #choose} does. */
    void openMenu(String title) {
        openList();
        conversation(title).hover();
        conversation(title).locator("button").click();
    }

    /** Opens the list where it is a drawer and closed. */
    void openList() {
        if (page.locator("#open-drawer").isVisible()
                && page.locator(".drawer-open").count() == 0) {
            page.locator("#open-drawer").click();
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

    /** Keeps a picture of the page in {@code target/screenshots}. */
    void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Built.target().resolve("screenshots").resolve(name + ".png")));
    }

    @Override
    public void close() {
        context.close();
    }
}
