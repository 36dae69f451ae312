package org.parley.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;
import org.parley.account.ProfileService;
import org.parley.platform.ProblemException;
import org.parley.security.LoginTarget;
import org.parley.security.PasswordRules;

/**
 * {@code password.xhtml}: changes the password, also without scripts. Users who have a one-time password come here from
 * every page until they have chosen one of their own.
 */
@Named
@RequestScoped
public class PasswordPage {
    private static final Map<String, String> BAD =
            Map.of(PasswordRules.COMMON, "register.common.password", PasswordRules.OWN, "register.own.password");

    @Inject
    private ProfileService profiles;

    @Inject
    private Logout logout;

    @Inject
    private Viewer viewer;

    @Inject
    private Wording wording;

    private String current;
    private String wanted;
    private String problem;

    /** Changes it and opens the page that was asked for. A refusal shows the form again, with the reason and its status. */
    public void change() {
        if (isEmpty(current) || isEmpty(wanted)) {
            problem = wording.of("password.missing");
            return;
        }
        if (wanted.equals(current)) {
            problem = wording.of("password.same");
            return;
        }
        try {
            profiles.changePasswordByForm(Pages.request(), current, wanted);
            Pages.redirect(LoginTarget.of(getTo()));
        } catch (ProblemException refused) {
            Pages.refuse(refused);
            problem = words(refused);
        }
    }

    private String words(ProblemException refused) {
        return switch (refused.status()) {
            case 400 -> wording.of(BAD.getOrDefault(refused.errors().get(0).message(), "register.bad.password"));
            case 403 -> wording.of("password.wrong");
            case 429 -> wording.of("login.wait", refused.headers().get("Retry-After"));
            case 503 -> wording.of("login.busy");
            default -> wording.of("password.failed");
        };
    }

    /** Ends the session on every node. */
    public void logOut() {
        logout.run();
    }

    /** Whether the person has a one-time password, so that there is no way on but a new one. */
    public boolean isRequired() {
        return viewer.caller().passwordChangeRequired();
    }

    /** Why it was refused, or null. */
    public String getProblem() {
        return problem;
    }

    /** Where to go afterwards, as found in the address; untrusted, so it is checked before use. */
    public String getTo() {
        return Pages.request().getParameter("to");
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isEmpty();
    }

    public String getCurrent() {
        return current;
    }

    public void setCurrent(String current) {
        this.current = current;
    }

    public String getWanted() {
        return wanted;
    }

    public void setWanted(String wanted) {
        this.wanted = wanted;
    }
}
