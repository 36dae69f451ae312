package org.parley.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.parley.platform.ProblemException;
import org.parley.platform.Proxies;
import org.parley.security.PreferencesChange;
import org.parley.security.PreferencesService;
import org.parley.security.PublishedPasswords;
import org.parley.security.User;
import org.parley.security.Users;

/**
 * {@code settings.xhtml}: the account, logout, and the preferences for all chats. Scripts in the browser do theme, export,
 * import and deletion.
 */
@Named
@RequestScoped
public class SettingsPage {
    @Inject
    private Viewer viewer;

    @Inject
    private Users users;

    @Inject
    private Logout logout;

    @Inject
    private PreferencesService preferences;

    @Inject
    private Proxies proxies;

    @Inject
    private PublishedPasswords published;

    @Inject
    private Wording wording;

    private User account;
    private String language;
    private String systemPrompt;
    private String problem;

    /** The person's user, as stored now. */
    public User getAccount() {
        if (account == null) {
            account = users.byId(viewer.caller().userId())
                    .orElseThrow(() -> new ProblemException(401, "Authentication required"));
        }
        return account;
    }

    /** Whether this is a test user with the password that everybody knows. */
    public boolean isPasswordPublished() {
        return published.isOf(getAccount());
    }

    /** Stores language and system prompt, and sets the language cookie for the pages before the login. */
    public void save() {
        String prompt = systemPrompt == null ? null : systemPrompt.replace("\r\n", "\n");
        try {
            preferences.change(viewer.caller(), PreferencesChange.ofForm(language, prompt));
            Languages.remember(Pages.request(), Pages.response(), proxies.of(Pages.request()), language);
            Pages.redirect("/settings.xhtml?saved=preferences");
        } catch (ProblemException refused) {
            Pages.refuse(refused);
            problem = wording.of("settings.too-long");
        }
    }

    /** Whether the page is shown right after saving. */
    public boolean isSaved() {
        return problem == null && Pages.request().getParameter("saved") != null;
    }

    /** Why nothing was saved, or null. */
    public String getProblem() {
        return problem;
    }

    /** The chosen language; empty leaves it to the browser. */
    public String getLanguage() {
        return language == null ? viewer.caller().preferences().language().orElse("") : language;
    }

    public void setLanguage(String language) {
        this.language = language;
    }

    /** The system prompt; empty for none. */
    public String getSystemPrompt() {
        return systemPrompt == null
                ? viewer.caller().preferences().systemPrompt().orElse("")
                : systemPrompt;
    }

    public void setSystemPrompt(String systemPrompt) {
        this.systemPrompt = systemPrompt;
    }

    /** Ends the session on every node. */
    public void logOut() {
        logout.run();
    }
}
