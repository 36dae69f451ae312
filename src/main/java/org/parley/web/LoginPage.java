package org.parley.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.parley.platform.ProblemException;
import org.parley.security.LoginTarget;
import org.parley.security.Registration;
import org.parley.security.SignIn;

/** {@code login.xhtml}: logs in and goes where the person was going. The view is transient, so it never expires. */
@Named
@RequestScoped
public class LoginPage {
    @Inject
    private SignIn signIn;

    @Inject
    private Registration registration;

    @Inject
    private Wording wording;

    private String username;
    private String password;
    private String problem;

    /** Logs in. A refusal shows the form again, with the reason and the refusal's status. */
    public void logIn() {
        if (username == null || username.isBlank() || password == null || password.isEmpty()) {
            problem = wording.of("login.missing");
            return;
        }
        try {
            signIn.signIn(Pages.request(), Pages.response(), username.strip(), password);
            Pages.redirect(LoginTarget.of(getTo()));
        } catch (ProblemException refused) {
            Pages.refuse(refused);
            problem = words(refused);
        }
    }

    private String words(ProblemException refused) {
        return switch (refused.status()) {
            case 401 -> wording.of("login.refused");
            case 429 -> wording.of("login.wait", refused.headers().get("Retry-After"));
            case 503 -> wording.of("login.busy");
            default -> wording.of("login.failed");
        };
    }

    /** Whether the page may offer to create an account. */
    public boolean isRegistrationOpen() {
        return registration.isOpen();
    }

    /** Why the login was refused, or null. */
    public String getProblem() {
        return problem;
    }

    /** Where to go afterwards, as anybody may have written it into the address; checked before it is used. */
    public String getTo() {
        return Pages.request().getParameter("to");
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }
}
